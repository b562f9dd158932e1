//! A group of items, as an OPC server has them: an item that can't be added is an error of its own, and both arrays
//! are the caller's.

use crate::bindings::*;
use crate::{S_FALSE, S_OK, wide};
use comidl::{HRESULT, Result, TaskString, WideStr, callback, success};
use std::ptr::null_mut;
use std::sync::Mutex;
use windows_core::{PCWSTR, PWSTR};

const OPC_E_UNKNOWNITEMID: HRESULT = HRESULT(0xC004_0007_u32 as i32);
const VT_R4: u16 = 4;

#[callback(ItemManager)]
#[derive(Default)]
struct Group(Mutex<Vec<String>>);

impl ItemManager for Group {
    fn add_items(&self, items: &[ItemDefinition]) -> Result<(Vec<ItemResult>, Vec<HRESULT>)> {
        let mut known = self.0.lock().unwrap();
        let (mut results, mut errors) = (Vec::new(), Vec::new());
        for item in items {
            // SAFETY: a string of the caller's, or null, by the interface's contract.
            let name = unsafe { WideStr::from_pcwstr(PCWSTR(item.name.0)) };
            let is_known = name.is_some_and(|name| !name.is_empty());
            errors.push(if is_known { S_OK } else { OPC_E_UNKNOWNITEMID });
            results.push(ItemResult {
                serverHandle: if is_known { 100 + item.clientHandle } else { 0 },
                r#type: VT_R4,
            });
            known.extend(name.filter(|_| is_known).map(ToString::to_string));
        }
        if errors.contains(&OPC_E_UNKNOWNITEMID) {
            return success(S_FALSE, (results, errors));
        }
        Ok((results, errors))
    }
    fn names(&self) -> Result<Vec<String>> {
        Ok(self.0.lock().unwrap().clone())
    }
}

/// Frees an array of task memory, of which nothing has to be released.
fn taken<T: Copy>(first: *mut T, count: usize) -> Vec<T> {
    // SAFETY: as many are there, and the caller's.
    let values = unsafe { std::slice::from_raw_parts(first, count) }.to_vec();
    // SAFETY: it is memory as a string in task memory is, and isn't used again.
    drop(unsafe { std::mem::transmute::<*mut T, Option<TaskString>>(first) });
    values
}

pub(crate) fn run() {
    let group = IItemManager::from(Group::default());
    let mut names = [wide("boiler.temperature"), wide("")];
    let items = [0, 1].map(|at| ItemDefinition {
        name: PWSTR(names[at].as_mut_ptr()),
        clientHandle: at as u32,
        r#type: VT_R4,
    });
    let (mut results, mut errors) = (null_mut(), null_mut());
    let code = slot!(
        &group,
        AddItems(2, items.as_ptr(), &mut results, &mut errors)
    );
    assert_eq!(code, S_FALSE, "some are in error");
    let handles: Vec<u32> = taken(results, 2).iter().map(|it| it.serverHandle).collect();
    assert_eq!(handles, [100, 0]);
    assert_eq!(taken(errors, 2), [S_OK, OPC_E_UNKNOWNITEMID]);

    let (mut count, mut names) = (9, null_mut());
    assert_eq!(slot!(&group, Names(&mut count, &mut names)), S_OK);
    let names = taken(names, count as usize);
    // SAFETY: each is a string in task memory, the caller's.
    let name = unsafe { std::mem::transmute::<PWSTR, Option<TaskString>>(names[0]) };
    assert_eq!(name.unwrap().to_string(), "boiler.temperature");
}
