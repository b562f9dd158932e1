//! A C compiler's debug information (DWARF): the structs, enumerations and vtables of a header.

use std::collections::{BTreeSet, HashMap};

use gimli::{AttributeValue, EndianSlice, LittleEndian, UnitOffset};
use object::{Object, ObjectSection};

use super::{Header, Told};
use crate::facts::{Field, Interface, Record, Slot, Type};

/// An entry, with what is of use here.
struct Entry<'o> {
    tag: gimli::DwTag,
    name: Option<&'o str>,
    ty: Option<UnitOffset>,
    size: Option<u64>,
    /// Of a member, in bits.
    offset: u64,
    /// Of a bit field, in bits.
    bits: Option<u64>,
    value: Option<i128>,
    /// Of an array's dimension.
    length: Option<u64>,
    encoding: Option<gimli::DwAte>,
    /// It stands in the header itself, and not in one that this includes.
    own: bool,
    children: Vec<UnitOffset>,
}

/// The entries of an object of one header.
struct Entries<'o> {
    all: HashMap<UnitOffset, Entry<'o>>,
    order: Vec<UnitOffset>,
    /// The typedefs that name structs, unions and enumerations.
    typedefs: HashMap<UnitOffset, BTreeSet<&'o str>>,
}

type Reader<'o> = EndianSlice<'o, LittleEndian>;

/// Returns the definitions in the file called `header`, and those of the `wanted` names in others.
pub(super) fn header(object: &object::File<'_>, header: &str, wanted: &BTreeSet<&str>) -> Header {
    let entries = read(object, header).expect("gcc writes DWARF");
    let mut found = Header::default();
    for offset in &entries.order {
        let entry = &entries.all[offset];
        match entry.tag {
            gimli::DW_TAG_enumeration_type => {
                let values = entry.children.iter().map(|it| &entries.all[it]);
                let values = values.filter_map(|it| Some((it.name?, it.value?)));
                let values = values.filter(|(name, _)| entry.own || wanted.contains(name));
                found.enumerators.extend(values.map(|(name, value)| Told {
                    names: [name.to_owned()].into(),
                    own: entry.own,
                    what: value,
                }));
            }
            gimli::DW_TAG_structure_type | gimli::DW_TAG_union_type => {
                let vtable = entry.name.and_then(|it| it.strip_suffix("Vtbl"));
                let is_wanted = |name: &str| wanted.contains(name);
                if let Some(interface) = vtable {
                    if !entry.own && !is_wanted(interface) {
                        continue;
                    }
                    found.interfaces.push(Told {
                        names: [interface.to_owned()].into(),
                        own: entry.own,
                        what: entries.interface(entry),
                    });
                } else if entry.size.is_some()
                    && (entry.own || entries.names_of(*offset).any(is_wanted))
                    && !entries.is_no_record(entry)
                {
                    found.records.push(Told {
                        names: entries.names(*offset),
                        own: entry.own,
                        what: entries.record(entry),
                    });
                }
            }
            _ => {}
        }
    }
    found
}

fn read<'o>(object: &object::File<'o>, header: &str) -> gimli::Result<Entries<'o>> {
    let load = |id: gimli::SectionId| -> gimli::Result<Reader<'o>> {
        let section = object.section_by_name(id.name());
        let data = section.and_then(|it| it.data().ok()).unwrap_or_default();
        Ok(EndianSlice::new(data, LittleEndian))
    };
    let dwarf = gimli::Dwarf::load(load)?;
    let mut entries = Entries {
        all: HashMap::new(),
        order: Vec::new(),
        typedefs: HashMap::new(),
    };
    let mut units = dwarf.units();
    let unit = units.next()?.expect("there is one C file");
    let unit = dwarf.unit(unit)?;
    let mut parents: Vec<UnitOffset> = Vec::new();
    let own = own_files(&dwarf, &unit, header)?;
    let mut cursor = unit.entries();
    while let Some(entry) = cursor.next_dfs()? {
        let depth = usize::try_from(entry.depth()).unwrap_or_default();
        parents.truncate(depth);
        if let Some(parent) = parents.last().and_then(|it| entries.all.get_mut(it)) {
            parent.children.push(entry.offset());
        }
        parents.push(entry.offset());
        let read = Entry::read(&dwarf, &unit, entry, &own)?;
        if let (gimli::DW_TAG_typedef, Some(ty), Some(name)) = (read.tag, read.ty, read.name) {
            entries.typedefs.entry(ty).or_default().insert(name);
        }
        entries.order.push(entry.offset());
        entries.all.insert(entry.offset(), read);
    }
    Ok(entries)
}

/// The numbers of the files that are called `header`.
fn own_files(
    dwarf: &gimli::Dwarf<Reader<'_>>,
    unit: &gimli::Unit<Reader<'_>>,
    header: &str,
) -> gimli::Result<BTreeSet<u64>> {
    let mut own = BTreeSet::new();
    let program = unit.line_program.as_ref().expect("lines are told");
    for (index, file) in program.header().file_names().iter().enumerate() {
        let name = dwarf.attr_string(unit, file.path_name())?;
        let name = name.to_string_lossy();
        if name.rsplit('/').next() == Some(header) {
            own.insert(index as u64);
        }
    }
    Ok(own)
}

impl<'o> Entry<'o> {
    fn read(
        dwarf: &gimli::Dwarf<Reader<'o>>,
        unit: &gimli::Unit<Reader<'o>>,
        entry: &gimli::DebuggingInformationEntry<Reader<'o>>,
        own: &BTreeSet<u64>,
    ) -> gimli::Result<Self> {
        let number = |at| entry.attr_value(at).and_then(|it| it.udata_value());
        let name = match entry.attr_value(gimli::DW_AT_name) {
            Some(value) => Some(dwarf.attr_string(unit, value)?.to_string()?),
            None => None,
        };
        let ty = match entry.attr_value(gimli::DW_AT_type) {
            Some(AttributeValue::UnitRef(offset)) => Some(offset),
            _ => None,
        };
        let file = match entry.attr_value(gimli::DW_AT_decl_file) {
            Some(AttributeValue::FileIndex(index)) => Some(index),
            _ => None,
        };
        let encoding = match entry.attr_value(gimli::DW_AT_encoding) {
            Some(AttributeValue::Encoding(encoding)) => Some(encoding),
            _ => None,
        };
        let bytes = number(gimli::DW_AT_data_member_location);
        let offset = number(gimli::DW_AT_data_bit_offset).or(bytes.map(|it| it * 8));
        let bound = entry.attr(gimli::DW_AT_upper_bound);
        let bound = bound.and_then(|it| it.udata_value());
        // GCC writes negative numbers as signed data, and all others as unsigned.
        let value = entry.attr(gimli::DW_AT_const_value);
        let value = value.and_then(|it| match it.value() {
            AttributeValue::Sdata(value) => Some(i128::from(value)),
            _ => it.udata_value().map(i128::from),
        });
        Ok(Self {
            tag: entry.tag(),
            name,
            ty,
            size: number(gimli::DW_AT_byte_size),
            offset: offset.unwrap_or_default(),
            bits: number(gimli::DW_AT_bit_size),
            value,
            length: bound.map(|it| it.wrapping_add(1)),
            encoding,
            own: file.is_some_and(|it| own.contains(&it)),
            children: Vec::new(),
        })
    }
}

impl<'o> Entries<'o> {
    fn members(&self, entry: &Entry<'_>) -> impl Iterator<Item = &Entry<'o>> {
        let children = entry.children.iter().map(|it| &self.all[it]);
        children.filter(|it| it.tag == gimli::DW_TAG_member)
    }

    /// Whether it is what C has for an interface, a pointer to a vtable and nothing else, or for a
    /// handle, to which only pointers are used.
    fn is_no_record(&self, entry: &Entry<'_>) -> bool {
        let mut members = self.members(entry);
        let first = members.next().and_then(|it| it.name);
        matches!(first, Some("lpVtbl" | "unused")) && members.next().is_none()
    }

    fn interface(&self, vtable: &Entry<'_>) -> Interface {
        Interface {
            slots: self.members(vtable).map(|it| self.slot(it)).collect(),
            ..Interface::default()
        }
    }

    fn slot(&self, member: &Entry<'_>) -> Slot {
        let pointer = member.ty.and_then(|it| self.all[&it].ty);
        let function = &self.all[&pointer.expect("a slot is a pointer to a function")];
        let params = function.children.iter().map(|it| &self.all[it]);
        let params = params.filter(|it| it.tag == gimli::DW_TAG_formal_parameter);
        Slot {
            name: member.name.unwrap_or_default().to_owned(),
            returns: self.ty(function.ty),
            params: params.skip(1).map(|it| self.ty(it.ty)).collect(),
        }
    }

    /// Its tag and the typedefs that name it.
    fn names(&self, offset: UnitOffset) -> BTreeSet<String> {
        self.names_of(offset).map(str::to_owned).collect()
    }

    fn names_of(&self, offset: UnitOffset) -> impl Iterator<Item = &'o str> {
        let typedefs = self.typedefs.get(&offset).into_iter().flatten();
        typedefs.copied().chain(self.all[&offset].name)
    }

    fn ty(&self, offset: Option<UnitOffset>) -> Type {
        let Some(offset) = offset else {
            return Type::void();
        };
        let entry = &self.all[&offset];
        match entry.tag {
            gimli::DW_TAG_base_type => {
                let kind = match entry.encoding {
                    Some(gimli::DW_ATE_float) => 'f',
                    Some(gimli::DW_ATE_signed | gimli::DW_ATE_signed_char) => 'i',
                    _ => 'u',
                };
                Type::scalar(format!("{kind}{}", entry.size.unwrap_or_default() * 8))
            }
            gimli::DW_TAG_pointer_type => self.ty(entry.ty).pointer(),
            gimli::DW_TAG_array_type => {
                let lengths = entry.children.iter().rev().map(|it| self.all[it].length);
                let array = |element: Type, length: Option<u64>| {
                    Type::Array(Box::new(element), length.unwrap_or_default())
                };
                lengths.fold(self.ty(entry.ty), array)
            }
            gimli::DW_TAG_subroutine_type => Type::Function,
            gimli::DW_TAG_structure_type
            | gimli::DW_TAG_union_type
            | gimli::DW_TAG_enumeration_type => Type::Named(self.names(offset)),
            // `const`, `volatile` and typedefs.
            _ => self.ty(entry.ty),
        }
    }

    fn record(&self, entry: &Entry<'_>) -> Record {
        let mut fields = Vec::new();
        self.fields(entry, "", 0, &mut fields);
        Record {
            size: entry.size.unwrap_or_default(),
            align: None,
            fields,
        }
    }

    fn fields(&self, entry: &Entry<'_>, prefix: &str, base: u64, fields: &mut Vec<Field>) {
        for member in self.members(entry) {
            let offset = base + member.offset;
            let Some(ty) = member.ty.map(|it| &self.all[&it]) else {
                continue;
            };
            match &member.name {
                Some(name) if is_inline(ty) => {
                    self.fields(ty, &format!("{prefix}{name}."), offset, fields);
                }
                Some(name) => fields.push(Field {
                    name: format!("{prefix}{name}"),
                    offset,
                    size: member.bits.or_else(|| self.bits(member.ty)),
                }),
                None => self.fields(ty, prefix, offset, fields),
            }
        }
    }

    fn bits(&self, offset: Option<UnitOffset>) -> Option<u64> {
        let entry = &self.all[&offset?];
        match entry.tag {
            gimli::DW_TAG_array_type => {
                let lengths = entry.children.iter().map(|it| self.all[it].length);
                lengths.fold(self.bits(entry.ty), |size, length| Some(size? * length?))
            }
            _ => match entry.size {
                Some(size) => Some(size * 8),
                None => self.bits(entry.ty),
            },
        }
    }
}

/// A struct or union that stands in another's body. One without a tag is given one by `widl`.
fn is_inline(entry: &Entry<'_>) -> bool {
    let is_record = [gimli::DW_TAG_structure_type, gimli::DW_TAG_union_type].contains(&entry.tag);
    is_record && entry.name.is_none_or(|name| name.starts_with("__WIDL_"))
}
