package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.pgcopy.BigEndian;
import dev.daybook.pgcopy.decode.ArrayDecoder;

/** Encodes lists as one-dimensional arrays with lower bound 1; {@link ArrayDecoder} names the layout. */
final class ArrayEncoder implements ValueEncoder {

    private final ValueEncoder element;
    private final ArrayPatches patches;
    private final int elementOid;

    ArrayEncoder(ValueEncoder element, ArrayPatches patches, int elementOid) {
        this.element = element;
        this.patches = patches;
        this.elementOid = elementOid;
    }

    @Override
    public void encode(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(-1);
            return;
        }
        ListVector lists = (ListVector) values;
        ColumnVector elements = lists.elements();
        int from = index == 0 ? 0 : lists.ends()[index - 1];
        int to = lists.ends()[index];
        int lengthAt = into.reserve(4);
        into.putInt32(to > from ? 1 : 0);
        patches.add(into.reserve(8), anyNull(elements.nulls(), from, to), elementOid);
        BigEndian.putInt64(into.bytes(), into.end() - 8, 0);
        if (to > from) {
            into.putInt32(to - from);
            into.putInt32(1);
        }
        for (int i = from; i < to; i++) {
            element.encode(elements, i, into);
        }
        BigEndian.putInt32(into.bytes(), lengthAt, into.end() - lengthAt - 4);
    }

    private static int anyNull(boolean[] nulls, int from, int to) {
        for (int i = from; i < to; i++) {
            if (nulls[i]) {
                return 1;
            }
        }
        return 0;
    }
}
