//! The properties of a download as the service keeps them, each with the type that it documents.

use crate::download::DownloadProperty as Property;
use crate::error::{E_INVALIDARG, E_NOTIMPL};
use crate::{HRESULT, Result, Value};
use std::collections::HashMap;

const DO_E_UNKNOWN_PROPERTY_ID: HRESULT = HRESULT(0x80D0_2011_u32 as i32);
const DO_E_READ_ONLY_PROPERTY: HRESULT = HRESULT(0x80D0_2012_u32 as i32);

/// The smallest `NoProgressTimeoutSeconds`.
const MIN_TIMEOUT: u32 = 60;

/// The properties that are set.
#[derive(Default)]
pub(super) struct Properties(HashMap<Property, Content>);

#[derive(Clone)]
enum Content {
    Bool(bool),
    U32(u32),
    U64(u64),
    Text(String),
}

impl Properties {
    pub(super) fn set(&mut self, property: Property, value: Value) -> Result<()> {
        let content = content(property, value)?;
        self.0.insert(property, content);
        Ok(())
    }

    /// Returns a property; `Value::Empty` for one that isn't set.
    pub(super) fn get(&self, property: Property) -> Result<Value> {
        if let Property::Unknown(_) = property {
            return Err(DO_E_UNKNOWN_PROPERTY_ID.into());
        }
        Ok(match self.0.get(&property).cloned() {
            None => Value::Empty,
            Some(Content::Bool(value)) => Value::Bool(value),
            Some(Content::U32(value)) => Value::U32(value),
            Some(Content::U64(value)) => Value::U64(value),
            Some(Content::Text(value)) => Value::Text(value),
        })
    }

    /// Returns the text of a property; `None` for one that isn't set.
    pub(super) fn text(&self, property: Property) -> Option<&str> {
        match self.0.get(&property) {
            Some(Content::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the size that the program has set.
    pub(super) fn total_size(&self) -> Option<u64> {
        match self.0.get(&Property::TotalSizeBytes) {
            Some(Content::U64(bytes)) => Some(*bytes),
            _ => None,
        }
    }
}

/// Returns a value, if it has the type of the property.
fn content(property: Property, value: Value) -> Result<Content> {
    match property {
        Property::Uri
        | Property::ContentId
        | Property::DisplayName
        | Property::LocalPath
        | Property::HttpCustomHeaders
        | Property::HttpCustomAuthHeaders
        | Property::CorrelationVector
        | Property::DecryptionInfo
        | Property::IntegrityCheckInfo => match value {
            Value::Text(text) => Ok(Content::Text(text)),
            _ => Err(E_INVALIDARG.into()),
        },
        Property::CostPolicy
        | Property::SecurityFlags
        | Property::CallbackFreqPercent
        | Property::CallbackFreqSeconds => match value {
            Value::U32(number) => Ok(Content::U32(number)),
            _ => Err(E_INVALIDARG.into()),
        },
        Property::NoProgressTimeoutSeconds => match value {
            Value::U32(seconds @ MIN_TIMEOUT..) => Ok(Content::U32(seconds)),
            _ => Err(E_INVALIDARG.into()),
        },
        Property::ForegroundPriority
        | Property::BlockingMode
        | Property::NetworkToken
        | Property::IntegrityCheckMandatory
        | Property::DisallowOnCellular
        | Property::HttpAllowSecureToNonSecureRedirect
        | Property::NonVolatile => match value {
            Value::Bool(value) => Ok(Content::Bool(value)),
            _ => Err(E_INVALIDARG.into()),
        },
        Property::TotalSizeBytes => match value {
            Value::U64(bytes) => Ok(Content::U64(bytes)),
            _ => Err(E_INVALIDARG.into()),
        },
        Property::Id
        | Property::HttpRedirectionTarget
        | Property::HttpResponseHeaders
        | Property::HttpServerIPAddress
        | Property::HttpStatusCode => Err(DO_E_READ_ONLY_PROPERTY.into()),
        Property::CallbackInterface | Property::StreamInterface | Property::SecurityContext => {
            Err(E_NOTIMPL.into())
        }
        Property::Unknown(_) => Err(DO_E_UNKNOWN_PROPERTY_ID.into()),
    }
}
