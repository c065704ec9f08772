package dev.daybook.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressOptionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sslmode=require&channel_binding=require            | {channelBinding=require, sslmode=require}
                    options=endpoint%3Dep-cool-name-123456             | {options=endpoint=ep-cool-name-123456}
                    options=project%3Dshop                             | {options=project=shop}
                    options=reference%3Dabcdefgh                       | {options=reference=abcdefgh}
                    application_name=nightly%20copy                    | {ApplicationName=nightly copy}
                    fallback_application_name=psql                     | {}
                    pgbouncer=true&supa=base-pooler.x                  | {}
                    connect_timeout=15&statement_cache_size=0          | {connectTimeout=15}
                    keepalives=1&keepalives_idle=30&keepalives_interval=10&keepalives_count=3 | {keepalives_count=3, keepalives_idle=30, keepalives_interval=10, tcpKeepAlive=true}
                    keepalives=0                                       | {tcpKeepAlive=false}
                    gssencmode=disable                                 | {gssEncMode=disable}
                    sslmode=require&sslnegotiation=direct              | {sslNegotiation=direct, sslmode=require}
                    target_session_attrs=prefer-standby                | {targetServerType=preferSecondary}
                    load_balance_hosts=random                          | {loadBalanceHosts=true}
                    require_auth=scram-sha-256                         | {requireAuth=scram-sha-256}
                    client_encoding=UTF-8&ssl_min_protocol_version=TLSv1.2&sslsni=1 | {}
                    ssl=true&prepareThreshold=5                        | {prepareThreshold=5, ssl=true}
                    """)
    void whatHostedAddressesCarryHasItsMeaning(String options, String properties) {
        List<String> problems = new ArrayList<>();
        assertThat(read(options, problems)).hasToString(properties);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    options=-c%20search_path%3Dpublic | option 'options' takes endpoint=NAME, project=NAME or reference=NAME only, as settings of the session are Daybook's own
                    options=endpoint%3Da%20-c%20x%3Dy | option 'options' takes endpoint=NAME, project=NAME or reference=NAME only, as settings of the session are Daybook's own
                    channel_binding=yes               | option 'channel_binding' takes disable, prefer, require
                    gssencmode=yes                    | option 'gssencmode' takes disable, allow, prefer, require
                    sslnegotiation=tls                | option 'sslnegotiation' takes postgres, direct
                    load_balance_hosts=yes            | option 'load_balance_hosts' takes disable, random
                    require_auth=no%20thanks          | option 'require_auth' takes none, password, md5, scram-sha-256, gss or sspi, or several with commas, or with ! before each
                    require_auth=foo                  | option 'require_auth' takes none, password, md5, scram-sha-256, gss or sspi, or several with commas, or with ! before each
                    prepareThreshold=often            | option 'prepareThreshold' takes a number of executions
                    hostRecheckSeconds=1m             | option 'hostRecheckSeconds' takes a number of seconds
                    keepalives=2                      | option 'keepalives' takes 0, 1
                    keepalives_idle=99999             | option 'keepalives_idle' takes a number up to 29999, 0 for the system's
                    client_encoding=LATIN1            | option 'client_encoding' takes utf8 only
                    ssl_min_protocol_version=TLSv1.3  | option 'ssl_min_protocol_version' takes TLSv1, TLSv1.1 or TLSv1.2 only
                    target_session_attrs=best         | option 'target_session_attrs' takes any, prefer-standby, prefersecondary, primary, read-only, read-write, secondary, standby
                    tcp_user_timeout=1000             | option 'tcp_user_timeout' is not allowed; Java cannot set it; socketTimeout limits the wait for an answer
                    host=/cloudsql/a:b:c              | option 'host' is not allowed; it belongs before the ?, as host:port/database
                    service=shop                      | option 'service' is not allowed; write host and database into the address
                    passfile=/x                       | option 'passfile' is not allowed; the variable that ends in _PASSWORD_FILE names a file with the password
                    connection_limit=1                | option 'connection_limit' is not allowed; it is for a pool of Prisma's; leave it out (--connections limits an extract's)
                    schema=public                     | option 'schema' is not allowed; settings of the session are Daybook's own; leave it out
                    currentSchema=shop                | option 'currentSchema' is not allowed; settings of the session are Daybook's own; leave it out
                    sslaccept=strict                  | option 'sslaccept' is not allowed; it is Prisma's; sslmode says what is checked
                    """)
    void whatCannotHoldIsRefusedWithTheReason(String options, String problem) {
        List<String> problems = new ArrayList<>();
        read(options, problems);
        assertThat(problems).containsExactly(problem);
    }

    @Test
    void noNameIsRepeatedThatCouldBePartOfAPassword() {
        for (String options : List.of(
                "canary=1@db/shop", "password=a&canary=b", "sslmode=canary@db/shop", "application_name=canary@db")) {
            List<String> problems = new ArrayList<>();
            read(options, problems);
            assertThat(problems)
                    .containsExactly(
                            "has an option that is not allowed, or user and password hold one of ?, &, = and @, which"
                                    + " have to be in %XX form; allowed are "
                                    + String.join(", ", AddressOption.allowed()));
        }
    }

    private static Map<String, String> read(String options, List<String> problems) {
        Map<String, String> properties = new TreeMap<>();
        ConnectionOptions.read(options, properties, new TreeMap<>(), problems::add);
        return properties;
    }
}
