//! A winmd file as ECMA-335 lays it out: the PE image, the heaps and the tables.
//!
//! Opening a file copies and indexes nothing, because the Win32 metadata is large and a compilation
//! needs little of it. A cell is read where it lies when it is asked for. (`windows-metadata` copies
//! the file, hashes each of its names, and panics on a malformed file. Tests compare this reader with
//! it.)
//!
//! A malformed file reads as empty cells and never panics. [`File::open`] rejects bytes that are no
//! winmd, and [`File::validate`] a file that would read differently than its author meant.

use std::borrow::Cow;
use std::hash::Hasher as _;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};

use super::image::{metadata_root, streams, u16_at, u32_at, u64_at};

/// How deep types may be nested in each other.
const MAX_NESTING: usize = 100;

/// The reason why a file isn't metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed(pub(super) String);

impl Malformed {
    fn new(what: &str) -> Self {
        Self(what.to_owned())
    }
}

/// The number of a table, as ECMA-335 II.22 gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TableId(pub(super) u8);

impl TableId {
    pub(super) const TYPE_REF: Self = Self(0x01);
    pub(super) const TYPE_DEF: Self = Self(0x02);
    pub(super) const FIELD: Self = Self(0x04);
    pub(super) const METHOD_DEF: Self = Self(0x06);
    pub(super) const PARAM: Self = Self(0x08);
    pub(super) const INTERFACE_IMPL: Self = Self(0x09);
    pub(super) const MEMBER_REF: Self = Self(0x0a);
    pub(super) const CONSTANT: Self = Self(0x0b);
    pub(super) const CUSTOM_ATTRIBUTE: Self = Self(0x0c);
    pub(super) const CLASS_LAYOUT: Self = Self(0x0f);
    pub(super) const TYPE_SPEC: Self = Self(0x1b);
    pub(super) const NESTED_CLASS: Self = Self(0x29);
}

/// The content of a column.
#[derive(Clone, Copy)]
enum Column {
    U16,
    U32,
    String,
    Guid,
    Blob,
    /// A row of this table.
    Row(u8),
    /// A row of one of these tables.
    Coded(Coded),
}

/// The tables that a coded index chooses from, by the tag in its low bits (ECMA-335 II.24.2.6).
pub(super) type Coded = &'static [u8];

/// A tag that no table has.
const NONE: u8 = 0xff;
pub(super) const TYPE_DEF_OR_REF: Coded = &[0x02, 0x01, 0x1b];
pub(super) const HAS_CONSTANT: Coded = &[0x04, 0x08, 0x17];
pub(super) const HAS_CUSTOM_ATTRIBUTE: Coded = &[
    0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0a, 0x00, 0x0e, 0x17, 0x14, 0x11, 0x1a, 0x1b, 0x20, 0x23,
    0x26, 0x27, 0x28, 0x2a, 0x2c, 0x2b,
];
const HAS_FIELD_MARSHAL: Coded = &[0x04, 0x08];
const HAS_DECL_SECURITY: Coded = &[0x02, 0x06, 0x20];
pub(super) const MEMBER_REF_PARENT: Coded = &[0x02, 0x01, 0x1a, 0x06, 0x1b];
const HAS_SEMANTICS: Coded = &[0x14, 0x17];
const METHOD_DEF_OR_REF: Coded = &[0x06, 0x0a];
const MEMBER_FORWARDED: Coded = &[0x04, 0x06];
const IMPLEMENTATION: Coded = &[0x26, 0x23, 0x27];
pub(super) const CUSTOM_ATTRIBUTE_TYPE: Coded = &[NONE, NONE, 0x06, 0x0a, NONE];
const RESOLUTION_SCOPE: Coded = &[0x00, 0x1a, 0x23, 0x01];
const TYPE_OR_METHOD_DEF: Coded = &[0x02, 0x06];

/// The columns of each table, by the table's number (ECMA-335 II.22).
const SCHEMA: [&[Column]; 0x2d] = {
    use Column::{Blob as B, Coded as C, Guid as G, Row as R, String as S, U16, U32};
    [
        &[U16, S, G, G, G],
        &[C(RESOLUTION_SCOPE), S, S],
        &[U32, S, S, C(TYPE_DEF_OR_REF), R(0x04), R(0x06)],
        &[R(0x04)],
        &[U16, S, B],
        &[R(0x06)],
        &[U32, U16, U16, S, B, R(0x08)],
        &[R(0x08)],
        &[U16, U16, S],
        &[R(0x02), C(TYPE_DEF_OR_REF)],
        &[C(MEMBER_REF_PARENT), S, B],
        &[U16, C(HAS_CONSTANT), B],
        &[C(HAS_CUSTOM_ATTRIBUTE), C(CUSTOM_ATTRIBUTE_TYPE), B],
        &[C(HAS_FIELD_MARSHAL), B],
        &[U16, C(HAS_DECL_SECURITY), B],
        &[U16, U32, R(0x02)],
        &[U32, R(0x04)],
        &[B],
        &[R(0x02), R(0x14)],
        &[R(0x14)],
        &[U16, S, C(TYPE_DEF_OR_REF)],
        &[R(0x02), R(0x17)],
        &[R(0x17)],
        &[U16, S, B],
        &[U16, R(0x06), C(HAS_SEMANTICS)],
        &[R(0x02), C(METHOD_DEF_OR_REF), C(METHOD_DEF_OR_REF)],
        &[S],
        &[B],
        &[U16, C(MEMBER_FORWARDED), S, R(0x1a)],
        &[U32, R(0x04)],
        &[U32, U32],
        &[U32],
        &[U32, U16, U16, U16, U16, U32, B, S, S],
        &[U32],
        &[U32, U32, U32],
        &[U16, U16, U16, U16, U32, B, S, S, B],
        &[U32, R(0x23)],
        &[U32, U32, U32, R(0x23)],
        &[U32, S, B],
        &[U32, U32, S, S, C(IMPLEMENTATION)],
        &[U32, U32, S, C(IMPLEMENTATION)],
        &[R(0x02), R(0x02)],
        &[U16, U16, C(TYPE_OR_METHOD_DEF), S],
        &[C(METHOD_DEF_OR_REF), B],
        &[R(0x2a), C(TYPE_DEF_OR_REF)],
    ]
};

/// The place of a table's rows.
#[derive(Clone, Default)]
struct Table {
    offset: usize,
    rows: u32,
    width: usize,
    /// Offset in the row and width, in bytes, of each column.
    columns: Vec<(usize, usize)>,
}

/// An open winmd file.
pub(super) struct File {
    bytes: Cow<'static, [u8]>,
    strings: Range<usize>,
    blobs: Range<usize>,
    tables: Vec<Table>,
    /// The rows of `TypeDef` in the order of their names, where the file hasn't sorted them.
    pub(super) order: Option<Vec<u32>>,
    /// The nested rows of `TypeDef`, by the row of the type around them. Filled when it is first
    /// needed.
    pub(super) children: OnceLock<FxHashMap<u32, Vec<u32>>>,
}

impl File {
    /// Opens a winmd file.
    ///
    /// # Errors
    /// When the bytes aren't a PE image with ECMA-335 metadata whose tables fit into it.
    pub(super) fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Malformed> {
        let bytes = bytes.into();
        let root = metadata_root(&bytes).ok_or_else(|| Malformed::new("not a winmd file"))?;
        let streams =
            streams(&bytes, root).ok_or_else(|| Malformed::new("its streams are cut short"))?;
        let tables = tables(&bytes, streams.tables)
            .ok_or_else(|| Malformed::new("its tables are cut short"))?;
        Ok(Self {
            strings: streams.strings,
            blobs: streams.blobs,
            tables,
            bytes,
            order: None,
            children: OnceLock::new(),
        })
    }

    /// Returns an empty file.
    pub(super) fn empty() -> Self {
        Self {
            bytes: Cow::Borrowed(&[]),
            strings: 0..0,
            blobs: 0..0,
            tables: vec![Table::default(); SCHEMA.len()],
            order: None,
            children: OnceLock::new(),
        }
    }

    /// Returns the number of rows of `table`.
    pub(super) fn rows(&self, table: TableId) -> u32 {
        self.tables[usize::from(table.0)].rows
    }

    /// Returns a cell as a number, which is zero if there is no such row.
    #[inline]
    pub(super) fn cell(&self, table: TableId, row: u32, column: usize) -> u32 {
        self.column(table, column).cell(row)
    }

    /// Returns a column, for whoever reads many of its cells.
    #[inline]
    pub(super) fn column(&self, table: TableId, column: usize) -> Cells<'_> {
        let table = &self.tables[usize::from(table.0)];
        // An empty file has no columns.
        let (offset, width) = table.columns.get(column).copied().unwrap_or_default();
        Cells {
            bytes: self.bytes.get(table.offset + offset..).unwrap_or(&[]),
            rows: table.rows,
            step: table.width,
            is_wide: width == 4,
        }
    }

    /// A cell of the `#Strings` heap.
    pub(super) fn string(&self, table: TableId, row: u32, column: usize) -> &str {
        std::str::from_utf8(self.string_bytes(table, row, column)).unwrap_or("")
    }

    /// The bytes of such a cell.
    pub(super) fn string_bytes(&self, table: TableId, row: u32, column: usize) -> &[u8] {
        self.string_at(self.cell(table, row, column))
    }

    /// The bytes of the string at an offset of the `#Strings` heap.
    #[inline]
    pub(super) fn string_at(&self, at: u32) -> &[u8] {
        until(self.string_heap(at), 0)
    }

    /// The `#Strings` heap from an offset on.
    #[inline]
    pub(super) fn string_heap(&self, at: u32) -> &[u8] {
        let start = self.strings.start + at as usize;
        self.bytes.get(start..self.strings.end).unwrap_or(&[])
    }

    /// A cell of the `#Blob` heap.
    pub(super) fn blob(&self, table: TableId, row: u32, column: usize) -> &[u8] {
        let start = self.blobs.start + self.cell(table, row, column) as usize;
        let heap = self.bytes.get(start..self.blobs.end).unwrap_or(&[]);
        let Some((length, size)) = compressed(heap) else {
            return &[];
        };
        heap.get(size..size + length as usize).unwrap_or(&[])
    }

    /// A coded index: the table and the row; none where it is null or out of range.
    #[inline]
    pub(super) fn coded(
        &self,
        table: TableId,
        row: u32,
        column: usize,
        of: Coded,
    ) -> Option<(TableId, u32)> {
        self.decode(self.cell(table, row, column), of)
    }

    /// Returns the table and the row that a coded index stands for.
    #[inline]
    pub(super) fn decode(&self, value: u32, of: Coded) -> Option<(TableId, u32)> {
        let bits = tag_bits(of);
        let table = TableId(*of.get((value & ((1 << bits) - 1)) as usize)?);
        let row = (value >> bits).checked_sub(1)?;
        (table.0 != NONE && row < self.rows(table)).then_some((table, row))
    }

    /// The run of rows of `list` that the row owns: from its cell to the next row's.
    pub(super) fn list(
        &self,
        table: TableId,
        row: u32,
        column: usize,
        list: TableId,
    ) -> Range<u32> {
        let rows = self.rows(list);
        let cells = self.column(table, column);
        let first = cells.cell(row).saturating_sub(1).min(rows);
        let last = if row + 1 < self.rows(table) {
            cells.cell(row + 1).saturating_sub(1)
        } else {
            rows
        };
        first..last.clamp(first, rows)
    }

    /// The rows of `table` whose `column` is `value`; the table is sorted by that column, as
    /// ECMA-335 demands of each table that is searched so.
    pub(super) fn equal_range(&self, table: TableId, column: usize, value: u32) -> Range<u32> {
        let rows = self.rows(table);
        let cells = self.column(table, column);
        let first = partition_point(0..rows, |row| cells.cell(row) < value);
        // Few rows are alike: a walk is shorter than a second search.
        let last = (first..rows).find(|row| cells.cell(*row) != value);
        first..last.unwrap_or(rows)
    }

    /// The row of `table` whose run in `list` holds the row `child`.
    pub(super) fn parent(&self, table: TableId, column: usize, child: u32) -> Option<u32> {
        let cells = self.column(table, column);
        partition_point(0..self.rows(table), |row| cells.cell(row) <= child + 1).checked_sub(1)
    }

    /// Checks the whole file, and sorts its types by name if they aren't sorted. The metadata that comes
    /// with this crate doesn't need it, because a test checks it.
    ///
    /// # Errors
    /// When a cell points outside the file, or a table that is to be sorted isn't.
    pub(super) fn validate(&mut self) -> Result<(), Malformed> {
        for (number, columns) in SCHEMA.iter().enumerate() {
            let table = TableId(number as u8);
            for row in 0..self.rows(table) {
                for (column, kind) in columns.iter().enumerate() {
                    self.validate_cell(table, row, column, *kind)
                        .map_err(|what| {
                            Malformed(format!("table {number:#04x}, row {}: {what}", row + 1))
                        })?;
                }
            }
        }
        for (table, column) in [
            (TableId::INTERFACE_IMPL, 0),
            (TableId::CONSTANT, 1),
            (TableId::CUSTOM_ATTRIBUTE, 0),
            (TableId::CLASS_LAYOUT, 2),
            (TableId::NESTED_CLASS, 0),
            (TableId::TYPE_DEF, 4),
            (TableId::TYPE_DEF, 5),
            (TableId::METHOD_DEF, 5),
        ] {
            let sorted = (1..self.rows(table))
                .all(|row| self.cell(table, row - 1, column) <= self.cell(table, row, column));
            if !sorted {
                return Err(Malformed(format!("table {:#04x} is not sorted", table.0)));
            }
        }
        self.validate_nesting()?;
        let rows = self.rows(TableId::TYPE_DEF);
        if !self.is_sorted() {
            let mut order: Vec<u32> = (0..rows).collect();
            order.sort_by_key(|row| self.type_name(*row));
            self.order = Some(order);
        }
        Ok(())
    }

    /// Checks that each type is nested in one other at most, and none in itself.
    fn validate_nesting(&self) -> Result<(), Malformed> {
        let rows = self.rows(TableId::NESTED_CLASS);
        let cell = |row: u32, column| self.cell(TableId::NESTED_CLASS, row, column);
        let around: FxHashMap<u32, u32> =
            (0..rows).map(|row| (cell(row, 0), cell(row, 1))).collect();
        if around.len() < rows as usize {
            return Err(Malformed::new("a type is nested in two others"));
        }
        for row in 0..rows {
            let mut outer = around.get(&cell(row, 0));
            let mut depth = 0;
            while let Some(next) = outer {
                depth += 1;
                if depth > MAX_NESTING {
                    return Err(Malformed(format!(
                        "types are nested more than {MAX_NESTING} deep"
                    )));
                }
                outer = around.get(next);
            }
        }
        Ok(())
    }

    /// Whether the types are sorted by name.
    pub(super) fn is_sorted(&self) -> bool {
        let rows = self.rows(TableId::TYPE_DEF);
        self.order.is_none() && (1..rows).all(|row| self.key(row - 1) <= self.key(row))
    }

    fn validate_cell(
        &self,
        table: TableId,
        row: u32,
        column: usize,
        kind: Column,
    ) -> Result<(), &'static str> {
        let value = self.cell(table, row, column);
        match kind {
            Column::String => {
                let start = self.strings.start + value as usize;
                let heap = self.bytes.get(start..self.strings.end).unwrap_or(&[]);
                let end = heap.iter().position(|byte| *byte == 0);
                if end.is_none_or(|end| std::str::from_utf8(&heap[..end]).is_err()) {
                    return Err("a name isn't text");
                }
            }
            Column::Blob => {
                let start = self.blobs.start + value as usize;
                let heap = self.bytes.get(start..self.blobs.end).unwrap_or(&[]);
                let fits = compressed(heap)
                    .is_some_and(|(length, size)| size + length as usize <= heap.len());
                if !fits && value != 0 {
                    return Err("a signature lies outside the file");
                }
            }
            // A list may begin after the last row: it is empty then.
            Column::Row(of) if value > self.rows(TableId(of)) + 1 => {
                return Err("it refers to a row that isn't there");
            }
            Column::Coded(of) if value != 0 && self.decode(value, of).is_none() => {
                return Err("it refers to a row that isn't there");
            }
            _ => {}
        }
        Ok(())
    }
}

/// The cells of one column.
#[derive(Clone, Copy)]
pub(super) struct Cells<'f> {
    /// The file from the first cell on.
    bytes: &'f [u8],
    rows: u32,
    /// How many bytes there are from one cell to the next.
    step: usize,
    /// Whether a cell has four bytes. Otherwise it has two.
    is_wide: bool,
}

impl Cells<'_> {
    /// Returns a cell as a number, which is zero if there is no such row.
    #[inline]
    pub(super) fn cell(self, row: u32) -> u32 {
        if row >= self.rows {
            return 0;
        }
        let at = row as usize * self.step;
        if self.is_wide {
            u32_at(self.bytes, at).unwrap_or(0)
        } else {
            u16_at(self.bytes, at).map_or(0, u32::from)
        }
    }
}

/// Returns the bytes before the first that is `end`, or all of them.
#[inline]
pub(super) fn until(bytes: &[u8], end: u8) -> &[u8] {
    const LOW: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let ends = u64::from_ne_bytes([end; 8]);
    // Names are too short for a search that begins at an aligned byte.
    let (words, rest) = bytes.as_chunks();
    for (number, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word) ^ ends;
        // The highest bit of each byte that is zero. Those above the first may be wrong.
        let zeros = word.wrapping_sub(LOW) & !word & HIGH;
        if zeros != 0 {
            return &bytes[..number * 8 + zeros.trailing_zeros() as usize / 8];
        }
    }
    let end = rest.iter().position(|byte| *byte == end);
    &bytes[..end.map_or(bytes.len(), |end| words.len() * 8 + end)]
}

/// A compressed unsigned integer (ECMA-335 II.23.2) and its size in bytes.
pub(super) fn compressed(bytes: &[u8]) -> Option<(u32, usize)> {
    let byte = |at: usize| bytes.get(at).map(|byte| u32::from(*byte));
    let first = byte(0)?;
    Some(match first {
        0..0x80 => (first, 1),
        0x80..0xc0 => ((first & 0x3f) << 8 | byte(1)?, 2),
        0xc0..0xe0 => (
            (first & 0x1f) << 24 | byte(1)? << 16 | byte(2)? << 8 | byte(3)?,
            4,
        ),
        _ => return None,
    })
}

fn tables(bytes: &[u8], stream: usize) -> Option<Vec<Table>> {
    let heaps = *bytes.get(stream.checked_add(6)?)?;
    let present = u64_at(bytes, stream + 8)?;
    let mut at = stream + 24;
    let mut rows = [0; 64];
    for (number, rows) in rows.iter_mut().enumerate() {
        if present >> number & 1 == 1 {
            *rows = u32_at(bytes, at)?;
            at += 4;
        }
    }
    let mut tables = Vec::with_capacity(SCHEMA.len());
    for (number, columns) in SCHEMA.iter().enumerate() {
        let mut table = Table {
            offset: at,
            rows: rows[number],
            ..Table::default()
        };
        for column in *columns {
            let width = column_width(*column, heaps, &rows);
            table.columns.push((table.width, width));
            table.width += width;
        }
        at = at.checked_add((table.rows as usize).checked_mul(table.width)?)?;
        tables.push(table);
    }
    (at <= bytes.len()).then_some(tables)
}

fn column_width(column: Column, heaps: u8, rows: &[u32; 64]) -> usize {
    let wide = |wide: bool| if wide { 4 } else { 2 };
    match column {
        Column::U16 => 2,
        Column::U32 => 4,
        Column::String => wide(heaps & 1 != 0),
        Column::Guid => wide(heaps & 2 != 0),
        Column::Blob => wide(heaps & 4 != 0),
        Column::Row(table) => wide(rows[usize::from(table)] > 0xffff),
        Column::Coded(of) => {
            let limit = 1u32 << (16 - tag_bits(of));
            wide(
                of.iter()
                    .any(|table| *table != NONE && rows[usize::from(*table)] >= limit),
            )
        }
    }
}

/// How many bits the tag of a coded index takes.
fn tag_bits(of: Coded) -> u32 {
    usize::BITS - (of.len() - 1).leading_zeros()
}

/// Returns the hash of a name.
pub(super) fn hash(name: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name);
    hasher.finish()
}

/// Returns the first number of the range for which `before` is false.
pub(super) fn partition_point(range: Range<u32>, before: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::{File, TableId, until};

    #[test]
    fn an_empty_file_has_no_rows_and_no_columns() {
        let empty = File::empty();
        assert_eq!(empty.rows(TableId::TYPE_DEF), 0);
        assert_eq!(empty.cell(TableId::TYPE_DEF, 0, 1), 0);
        assert_eq!(empty.string(TableId::TYPE_DEF, 0, 1), "");
    }

    #[test]
    fn a_text_goes_up_to_its_end_wherever_that_is() {
        // The bytes beside the end are those that a look at eight at once could take for it.
        let others = [0x01, 0x61, 0x80, 0x81, 0xff];
        for (length, at) in (0..40).flat_map(|length| (0..=length).map(move |at| (length, at))) {
            for end in [0, b'`'] {
                let other = |index: usize| others[index % others.len()];
                let bytes = (0..length).map(|index| if index == at { end } else { other(index) });
                assert_eq!(until(&bytes.collect::<Vec<u8>>(), end).len(), at);
            }
        }
    }
}
