//! WinRT's API contracts: `apicontract`.

use rustc_hash::FxHashMap;

use super::Resolver;
use super::attribute::version;
use super::definition::{ContractDefinition, Scope};
use crate::model::{AttributeArgument, Contract, Origin};

impl Resolver<'_, '_> {
    /// Adds the API contracts. A contract may be declared again: the version counts, wherever it stands.
    pub(super) fn add_contracts(&mut self) {
        let mut contracts: Vec<Contract> = Vec::new();
        let mut places = FxHashMap::default();
        for contract in &self.definitions.contracts {
            let name = contract.syntax.name.text;
            let is_named = self.units.unit(contract.unit).origin == Origin::Named;
            let version = self.contract_version(contract);
            let place = *places
                .entry((contract.namespace, name))
                .or_insert(contracts.len());
            if let Some(first) = contracts.get_mut(place) {
                first.version = first.version.or(version);
                first.is_named |= is_named;
                continue;
            }
            contracts.push(Contract {
                namespace: self.text(contract.namespace).into(),
                name: self.text(name).into(),
                is_named,
                version,
            });
        }
        self.model.set_contracts(contracts);
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
