"""Reads a winmd with dnfile, a reader that has nothing to do with Windows' own, and prints what
it sees as JSON: assembly, module, interfaces with GUIDs, bases, methods and parameters, and the
constants that are GUIDs.

usage: winmd_dnfile.py FILE
"""

import json
import struct
import sys
import uuid

import dnfile


def guids(tables):
    """The value of each GuidAttribute, by the table and number of the row that has it."""
    found = {}
    for row in tables.CustomAttribute or []:
        owner = row.Type.row.Class.row
        if str(owner.TypeName) == "GuidAttribute":
            # The prolog, eleven numbers, and the count of named arguments (ECMA-335 II.23.3).
            fields = struct.unpack("<HIHH8BH", row.Value.value)
            parts = (*fields[1:4], fields[4], fields[5], int.from_bytes(bytes(fields[6:12])))
            found[row.Parent.table.name, row.Parent.row_index] = str(uuid.UUID(fields=parts))
    return found


def bases(tables):
    """The name of each interface's base, by the number of its row."""
    return {
        row.Class.row_index: str(row.Interface.row.TypeName) for row in tables.InterfaceImpl or []
    }


def interface(number, row, guids, bases):
    return {
        "namespace": str(row.TypeNamespace),
        "name": str(row.TypeName),
        "iid": guids.get(("TypeDef", number)),
        "base": bases.get(number),
        "methods": [
            {
                "name": str(method.row.Name),
                "params": [str(param.row.Name) for param in method.row.ParamList],
            }
            for method in row.MethodList
        ],
    }


def main(path):
    tables = dnfile.dnPE(path).net.mdtables
    by_guid, by_base = guids(tables), bases(tables)
    json.dump(
        {
            "assembly": str(tables.Assembly.rows[0].Name),
            "module": str(tables.Module.rows[0].Name),
            "interfaces": [
                interface(number, row, by_guid, by_base)
                for number, row in enumerate(tables.TypeDef, 1)
                if row.Flags.tdInterface
            ],
            "guids": {
                str(row.Name): by_guid["Field", number]
                for number, row in enumerate(tables.Field or [], 1)
                if ("Field", number) in by_guid
            },
        },
        sys.stdout,
        indent=1,
    )
    print()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
