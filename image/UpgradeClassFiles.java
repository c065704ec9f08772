import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes the class files of jars that are older than Java 8 again, as class files of Java 8. An AOT cache takes no class
 * file older than Java 6 (they have no stack maps), and picocli still ships Java 5's: from the cache they save an eighth of
 * a short step's CPU time (docs/decisions/0205). Same classes, same code; only their format and the stack maps change.
 *
 * <p>Run by the Dockerfile: {@code java UpgradeClassFiles.java JAR...}
 */
final class UpgradeClassFiles {

    /** {@code major_version} of Java 8 (Java Virtual Machine Specification, table 4.1-A). */
    private static final int JAVA_8 = 52;

    private static final MethodTransform AS_IT_IS = MethodTransform.transformingCode(CodeBuilder::with);

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            int upgraded = upgrade(Path.of(jar));
            System.out.println(jar + ": " + upgraded + " old class files written as Java 8's");
        }
    }

    private static int upgrade(Path jar) throws IOException {
        Path written = jar.resolveSibling(jar.getFileName() + ".new");
        int upgraded = 0;
        try (ZipFile old = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(written);
                ZipOutputStream out = new ZipOutputStream(file)) {
            Map<String, byte[]> oldClasses = oldClasses(old);
            ClassFile classFile = classFile(oldClasses);
            for (ZipEntry entry : old.stream().toList()) {
                byte[] bytes = oldClasses.get(entry.getName());
                if (bytes == null) {
                    copy(old, entry, out);
                } else {
                    write(entry, upgrade(classFile, bytes), out);
                    upgraded++;
                }
            }
        }
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
        return upgraded;
    }

    /** The class files older than Java 8, by entry. */
    private static Map<String, byte[]> oldClasses(ZipFile jar) throws IOException {
        Map<String, byte[]> old = new TreeMap<>();
        for (ZipEntry entry : jar.stream().toList()) {
            if (!entry.getName().endsWith(".class")) {
                continue;
            }
            try (InputStream in = jar.getInputStream(entry)) {
                byte[] bytes = in.readAllBytes();
                int major = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
                if (major < JAVA_8) {
                    old.put(entry.getName(), bytes);
                }
            }
        }
        return old;
    }

    /** Stack maps need to know which class extends which: of these classes from their files, of all others from the JDK. */
    private static ClassFile classFile(Map<String, byte[]> classes) {
        Map<ClassDesc, ClassDesc> superclasses = new HashMap<>();
        Map<ClassDesc, Boolean> interfaces = new HashMap<>();
        for (byte[] bytes : classes.values()) {
            ClassModel model = ClassFile.of().parse(bytes);
            ClassDesc name = model.thisClass().asSymbol();
            interfaces.put(name, model.flags().has(AccessFlag.INTERFACE));
            model.superclass().ifPresent(superclass -> superclasses.put(name, superclass.asSymbol()));
        }
        ClassHierarchyResolver own = type -> {
            Boolean isInterface = interfaces.get(type);
            if (isInterface == null) {
                return null;
            }
            return isInterface
                    ? ClassHierarchyResolver.ClassHierarchyInfo.ofInterface()
                    : ClassHierarchyResolver.ClassHierarchyInfo.ofClass(superclasses.get(type));
        };
        return ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(own.orElse(ClassHierarchyResolver.defaultResolver())),
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                // With the old constant pool, methods would be taken over byte for byte, without stack maps.
                ClassFile.ConstantPoolSharingOption.NEW_POOL);
    }

    private static byte[] upgrade(ClassFile classFile, byte[] bytes) {
        ClassTransform asJava8 = (builder, element) -> {
            switch (element) {
                case ClassFileVersion _ -> builder.withVersion(JAVA_8, 0);
                case MethodModel method -> builder.transformMethod(method, AS_IT_IS);
                default -> builder.with(element);
            }
        };
        return classFile.transformClass(classFile.parse(bytes), asJava8);
    }

    private static void copy(ZipFile jar, ZipEntry entry, ZipOutputStream out) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            write(entry, in.readAllBytes(), out);
        }
    }

    private static void write(ZipEntry old, byte[] bytes, ZipOutputStream out) throws IOException {
        ZipEntry entry = new ZipEntry(old.getName());
        entry.setTimeLocal(old.getTimeLocal());
        entry.setMethod(old.getMethod());
        if (old.getMethod() == ZipEntry.STORED) {
            CRC32 checksum = new CRC32();
            checksum.update(bytes);
            entry.setSize(bytes.length);
            entry.setCrc(checksum.getValue());
        }
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
