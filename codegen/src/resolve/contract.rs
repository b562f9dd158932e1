//! WinRT's API contracts: `apicontract`.

use super::Resolver;
use super::attribute::version;
use super::definition::{ContractDefinition, Scope};
use crate::model::{AttributeArgument, Contract, Origin};

impl Resolver<'_, '_> {
    /// Adds the API contracts. A contract may be declared again: the version counts, wherever it stands.
    pub(super) fn add_contracts(&mut self) {
        for contract in &self.definitions.contracts {
            self.model.add_contract(Contract {
                namespace: self.text(contract.namespace).into(),
                name: self.text(contract.syntax.name.text).into(),
                is_named: self.units.unit(contract.unit).origin == Origin::Named,
                version: self.contract_version(contract),
            });
        }
    }

    /// Returns the version in `contractversion(1.0)`.
    fn contract_version(&self, contract: &ContractDefinition<'_>) -> Option<u32> {
        let scope = Scope {
            unit: contract.unit,
            namespace: contract.namespace,
            is_in_library: false,
        };
        let mut attributes = contract.syntax.attributes.list.iter();
        let attribute = attributes.find(|it| self.text(it.name.text) == "contractversion")?;
        match self.argument_meaning(scope, attribute.arguments.first()?)? {
            AttributeArgument::Version(version) => Some(version),
            AttributeArgument::Number(major) => Some(version(u16::try_from(major).ok()?, 0)),
            _ => None,
        }
    }
}
