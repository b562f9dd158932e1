//! The IDL files of the Windows SDK. The Win32 metadata has their definitions, so an import of one
//! that isn't in the include folders is no error.

/// Whether `import "name"` means a file of the Windows SDK.
pub(super) fn is_system_file(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let Some(stem) = strip_extension(file) else {
        return false;
    };
    SYSTEM
        .binary_search(&stem.to_ascii_lowercase().as_str())
        .is_ok()
}

/// Whether `import "name"` means a header whose names are in the prelude. `basetsd.h` asks for
/// `_WIN64`, which only C's compiler defines: if it were read here, types that are as wide as a
/// pointer would have 32 bits.
pub(super) fn is_in_prelude(name: &str) -> bool {
    name.eq_ignore_ascii_case("basetsd.h")
}

fn strip_extension(file: &str) -> Option<&str> {
    let (stem, extension) = file.rsplit_once('.')?;
    ["idl", "h"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
        .then_some(stem)
}

/// The names of the files, sorted, in lower case and without `.idl`.
#[rustfmt::skip]
const SYSTEM: &[&str] = &[
    "access", "activation", "activaut", "activdbg", "activdbg100", "activeds", "activprof",
    "activscp", "adshlp", "ahadmin", "amsi", "amstream", "amvideo", "antimalware", "asferr",
    "asptlb", "asyncinfo", "asynot", "asysta", "atliface", "audioclient", "audiopolicy",
    "audiosessiontypes", "austream", "axcore", "axextend", "axextendenums", "bdaiface", "bdatypes",
    "binres", "bits", "bits10_1", "bits10_2", "bits10_3", "bits1_5", "bits2_0", "bits2_5",
    "bits3_0", "bits5_0", "callobj", "cdosys", "cellularapi_oem", "certadm", "certcli", "certenc",
    "certenroll", "certexit", "certif", "certmod", "certpol", "certreqd", "certview", "chprst",
    "cmdbas", "cmdpre", "cmdprp", "cmdstrm", "cmdtxt", "cmdwpr", "cmnquery", "colinf", "colrst",
    "comadmin", "comcat", "commoncontrols", "comsvcs", "control", "cor", "cordebug", "corprof",
    "corsym", "credentialprovider", "crtrow", "ctffunc", "ctfutb", "ctrtl", "ctxtcall", "cvttyp",
    "d2d1", "d2d1_1", "d2d1_2", "d2d1_3", "d2d1effectauthor", "d2d1effects", "d2d1effects_1",
    "d2d1effects_2", "d3d10", "d3d10_1", "d3d10sdklayers", "d3d11", "d3d11_1", "d3d11_2", "d3d11_3",
    "d3d11_4", "d3d11on12", "d3d11sdklayers", "d3d12", "d3d12sdklayers", "d3d12shader",
    "d3d12video", "d3dcommon", "d3dx11core", "dbccmd", "dbcses", "dbdsad", "dbinit", "dbprop",
    "dbs", "dcommon", "dcomp", "dcompanimation", "ddstream", "deliveryoptimization", "devenum",
    "devicetopology", "dhtmled", "dimm", "directmanipulation", "dispex", "dmodshow", "dmort",
    "docobj", "docobjectservice", "documenttarget", "dot1x", "downloadmgr", "drmexternals",
    "dsadmin", "dsclient", "dsdl", "dskquota", "dvdif", "dwrite", "dwrite_1", "dwrite_2",
    "dwrite_3", "dxgi", "dxgi1_2", "dxgi1_3", "dxgi1_4", "dxgi1_5", "dxgi1_6", "dxgicommon",
    "dxgidebug", "dxgiformat", "dxgitype", "dxva2api", "dyngraph", "eaphostpeertypes", "eaptypes",
    "endpointvolume", "errrec", "eventsys", "eventtoken", "evr", "evr9", "exdisp", "filehistory",
    "filter", "filterpipeline", "firewall", "fsrm", "fsrmenums", "functiondiscoveryapi",
    "functiondiscoveryprovider", "fundisc", "fusion", "gameux", "getdts", "hliface", "hlink",
    "hstring", "htiface", "htiframe", "httprequest", "iads", "icftypes", "icodecapi",
    "ieautomation", "iextag", "iimgctx", "iiscnfg", "imapi", "imapi2", "imapi2fs", "imepad",
    "imnact", "imnxport", "indexsrv", "inputscope", "inseng", "inspectable", "iphlpapi", "isguids",
    "iwbemglue", "iwscapi", "ks", "l2cmn", "locationapi", "magnification", "mddefw", "mediaobj",
    "medparam", "metahost", "mfd3d12", "mfidl", "mfmediaengine", "mfobjects", "mfplay",
    "mfreadwrite", "mftransform", "mimeinfo", "mimeole", "mlang", "mmc", "mmcobj", "mmdeviceapi",
    "mmstream", "mobsync", "mpegtype", "mprapi", "msado15_backcompat", "mscoree", "msctf", "msdadc",
    "msdaguid", "msdasc", "msdbg", "mshtmhst", "mshtml", "mshtmlc", "msident", "msinkaut", "msopc",
    "mstask", "msxml", "msxml2", "msxml6", "mtxattr", "mulres", "napcommon", "napmanagement",
    "napprotocol", "napservermanagement", "napsystemhealthagent", "naptypes", "natupnp", "netcfgx",
    "netcon", "netfw", "netlistmgr", "oaidl", "oaidlbase", "objectarray", "objidl", "objidlbase",
    "objsafe", "ocidl", "ocmm", "oleacc", "oledb", "oledbdep", "oleidl", "opcbase",
    "opcobjectmodel", "opcparturi", "opnrst", "optary", "perhist", "pla", "portabledeviceapi",
    "portabledevicetypes", "printerextension", "prnasnot", "proofofpossessioncookieinfo", "propidl",
    "propidlbase", "propkey", "propsys", "pstore", "qedit", "rdpencomapi", "regbag", "relogger",
    "restrictederrorinfo", "richole", "roapi", "robuffer", "roparameterizediid", "row", "rowchg",
    "rowpos", "rowpsc", "rstbas", "rstchg", "rstinf", "rstloc", "rstnot", "rstupd", "rtworkq",
    "sapi", "sapiaut", "sapiddk", "scrptids", "searchapi", "segment", "sens", "sensevts", "sensors",
    "sensorsapi", "servprov", "sesprp", "shdeprecated", "shimgdata", "shldisp", "shobjidl",
    "shobjidl_core", "shtypes", "spatialaudioclient", "spellcheck", "spellcheckprovider", "srcrst",
    "sti", "strmif", "structuredquery", "structuredquerycondition", "syncmgr", "taskschd",
    "textstor", "thumbcache", "thumbnailstreamcache", "tlogstg", "tom", "transact", "trnjoi",
    "trnlcl", "trnobj", "tuner", "txcoord", "txdtc", "uianimation", "uiautomationclient",
    "uiautomationcore", "uiribbon", "unknwn", "unknwnbase", "upnp", "urlhist", "urlmon", "vds",
    "videoacc", "vmr9", "vmrender", "vsbackup", "vss", "vswriter", "wbemcli", "wbemdisp",
    "wbemprov", "weakreference", "wia_lh", "wia_xp", "wiadef", "wincodec", "wincodecsdk",
    "windot11", "windows.devices.enumeration", "windows.devices.haptics", "windows.devices.power",
    "windows.foundation", "windows.foundation.collections", "windows.foundation.metadata",
    "windows.foundation.numerics", "windows.gaming.input", "windows.gaming.input.custom",
    "windows.gaming.input.forcefeedback", "windows.gaming.ui", "windows.globalization",
    "windows.media", "windows.media.closedcaptioning", "windows.media.devices",
    "windows.media.speechrecognition", "windows.media.speechsynthesis",
    "windows.security.cryptography", "windows.storage.streams", "windows.system",
    "windows.system.power", "windows.system.threading", "windows.system.userprofile", "windows.ui",
    "windowscontracts", "winsatcominterfacei", "winsxs", "winsync", "wintrust", "wlantypes",
    "wmcodecdsp", "wmdm", "wmdrmsdk", "wmiutils", "wmp", "wmprealestate", "wmpservices",
    "wmsbuffer", "wmsdkidl", "wmsecure", "wpcapi", "wscapi", "wsdapi", "wsdbase", "wsddisco",
    "wsdxml", "wtypes", "wtypesbase", "wuapi", "xapo", "xaudio2", "xaudio2fx", "xenroll", "xmldom",
    "xmldso", "xmllite", "xolehlp", "xpsdigitalsignature", "xpsobjectmodel", "xpsobjectmodel_1",
    "xpsprint",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted() {
        assert!(SYSTEM.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_system_file_is_recognized_in_any_case_and_folder() {
        assert!(is_system_file("OAIdl.Idl"));
        assert!(is_system_file("wine\\unknwn.idl"));
        assert!(!is_system_file("vendor.idl"));
    }
}
