//! Types by name: the rows of `TypeDef` in the order of their names.

use std::cell::Cell;
use std::cmp::Ordering;
use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::file::{File, TableId, hash, partition_point, until};

impl File {
    /// Returns the `TypeDef` rows with this namespace and name: those of all architectures and generic
    /// arities.
    pub(super) fn find_types<'f>(
        &'f self,
        namespace: &'f str,
        name: &'f str,
    ) -> impl Iterator<Item = u32> + 'f {
        let rows = self.rows(TableId::TYPE_DEF);
        let key = Key::new(namespace, name);
        let first = partition_point(0..rows, |place| self.compare(place, &key).is_lt());
        self.types_at(first, namespace, name)
    }

    /// Returns the first type of a namespace.
    pub(super) fn first_type_in(&self, namespace: &str) -> Option<u32> {
        let rows = self.rows(TableId::TYPE_DEF);
        let first = partition_point(0..rows, |place| self.key(place).0 < namespace);
        (first < rows && self.key(first).0 == namespace).then(|| self.type_at(first))
    }

    /// Returns the rows that [`find_types`](Self::find_types) returns, where `first` is the place of the
    /// first of them in the order of names. Returns none if another name is there.
    pub(super) fn types_at<'f>(
        &'f self,
        first: u32,
        namespace: &'f str,
        name: &'f str,
    ) -> impl Iterator<Item = u32> + 'f {
        let key = Key::new(namespace, name);
        (first..self.rows(TableId::TYPE_DEF))
            .take_while(move |place| self.compare(*place, &key).is_eq())
            .map(|place| self.type_at(place))
            .filter(|row| !self.is_nested(*row))
    }

    /// Compares the key at `place` with another key, and reads no more of it than needed.
    fn compare(&self, place: u32, key: &Key<'_>) -> Ordering {
        let row = self.keyed_row(place);
        let namespace = self.cell(TableId::TYPE_DEF, row, 2);
        if key.known.get() != Some(namespace) {
            let order = self.compare_text(namespace, key.namespace, 0);
            if order.is_ne() {
                return order;
            }
            key.known.set(Some(namespace));
        }
        let name = self.cell(TableId::TYPE_DEF, row, 1);
        self.compare_text(name, key.name, b'`')
    }

    /// Compares a text of the `#Strings` heap with another, up to `end` or its own end.
    fn compare_text(&self, at: u32, text: &str, end: u8) -> Ordering {
        let heap = self.string_heap(at);
        let ends = |byte: u8| byte == 0 || byte == end;
        for (byte, other) in heap.iter().zip(text.as_bytes()) {
            if byte != other || ends(*byte) {
                return if ends(*byte) {
                    Ordering::Less
                } else {
                    byte.cmp(other)
                };
            }
        }
        match heap.get(text.len()) {
            Some(byte) if !ends(*byte) => Ordering::Greater,
            _ if heap.len() < text.len() => Ordering::Less,
            _ => Ordering::Equal,
        }
    }

    /// Returns the namespaces of the file in order, each once.
    pub(super) fn namespaces(&self) -> Vec<&str> {
        let rows = self.rows(TableId::TYPE_DEF);
        let mut found = Vec::new();
        let mut place = 0;
        while place < rows {
            let current = self.key(place).0;
            found.push(current);
            place = partition_point(place..rows, |other| self.key(other).0 <= current);
        }
        found
    }

    /// Returns the key by which the types are sorted.
    pub(super) fn key(&self, place: u32) -> (&str, &str) {
        self.type_name(self.keyed_row(place))
    }

    /// The row by whose name a row is sorted. Writers sort types by name, and put those that are
    /// nested in another, which have no namespace, after that one: they count as of its name.
    fn keyed_row(&self, place: u32) -> u32 {
        if self.order.is_some() {
            return self.type_at(place);
        }
        let outer = (0..=place).rev().find(|row| !self.is_nested(*row));
        outer.unwrap_or(0)
    }

    fn is_nested(&self, row: u32) -> bool {
        let namespace = self.string_heap(self.cell(TableId::TYPE_DEF, row, 2));
        namespace.first().is_none_or(|byte| *byte == 0)
    }

    /// Namespace and name of a `TypeDef`, without the generic arity that follows a backtick.
    pub(super) fn type_name(&self, row: u32) -> (&str, &str) {
        let name = self.string(TableId::TYPE_DEF, row, 1);
        let arity = until(name.as_bytes(), b'`').len();
        (self.string(TableId::TYPE_DEF, row, 2), &name[..arity])
    }

    /// The place in their order of each type that [`Self::find_types`] finds first, with the
    /// [`full_hash`] of its name.
    pub(super) fn first_types(&self) -> impl Iterator<Item = (u64, u32)> {
        let names = self.column(TableId::TYPE_DEF, 1);
        let namespaces = self.column(TableId::TYPE_DEF, 2);
        // Types of one namespace stand together.
        let mut known = (None, None);
        let hashes = (0..self.rows(TableId::TYPE_DEF)).filter_map(move |place| {
            let row = self.type_at(place);
            let namespace = namespaces.cell(row);
            if known.0 != Some(namespace) {
                let text = self.string_at(namespace);
                known = (Some(namespace), (!text.is_empty()).then(|| hash(text)));
            }
            let name = until(self.string_at(names.cell(row)), b'`');
            Some((full_hash(known.1?, name), place))
        });
        let mut before = None;
        hashes.filter(move |(hash, _)| before.replace(*hash) != Some(*hash))
    }

    fn type_at(&self, place: u32) -> u32 {
        self.order
            .as_ref()
            .map_or(place, |order| order[place as usize])
    }
}

/// The key by which a type is looked for.
struct Key<'k> {
    namespace: &'k str,
    name: &'k str,
    /// Where in the heap the namespace was found. Types of one namespace refer to one text, which
    /// needn't be compared again.
    known: Cell<Option<u32>>,
}

impl<'k> Key<'k> {
    fn new(namespace: &'k str, name: &'k str) -> Self {
        Self {
            namespace,
            name,
            known: Cell::new(None),
        }
    }
}

/// Returns the hash of a full name. `namespace` is the hash of the namespace.
pub(super) fn full_hash(namespace: u64, name: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(namespace);
    hasher.write(name);
    hasher.finish()
}
