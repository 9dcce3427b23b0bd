//! Files and their encryption.

use matrix_widget_macros::payload;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{
    arbitrary::sampled, raw::RawJson, secret::Secret, shape::shape, unique::UniqueMap, with_extra::WithExtra,
};

/// Declares a type for a value that `postMessage` can clone but JSON cannot represent.
macro_rules! opaque {
    ($(#[doc = $doc:literal])+ $Type:ident as $typescript:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $Type(RawJson);

        impl $Type {
            /// Returns the JSON as received.
            #[must_use]
            pub fn raw(&self) -> &RawJson {
                &self.0
            }
        }

        impl From<RawJson> for $Type {
            fn from(json: RawJson) -> Self {
                Self(json)
            }
        }

        sampled! {
            $Type => RawJson::sample().prop_map(Self::from)
        }

        shape! {
            $(#[doc = $doc])+
            $Type { schema: |_| {}, typescript: $typescript }
        }
    };
}

opaque! {
    /// A file: in JavaScript, a request body that `postMessage` can clone, such as a `Blob`, an `ArrayBuffer` or a
    /// string; in JSON, a string, with binary data in base64 (standard alphabet, padding optional).
    FileBody as "XMLHttpRequestBodyInit"
}

opaque! {
    /// A screenshot: in JavaScript, a `Blob`; in JSON, any value.
    ScreenshotBody as "Blob"
}

impl FileBody {
    /// Creates a file from a string.
    #[must_use]
    pub fn from_string(file: &str) -> Self {
        Self(RawJson::of(&file))
    }

    /// Returns the file if it is a string.
    #[must_use]
    pub fn as_string(&self) -> Option<String> {
        self.0.read().ok()
    }

    /// Returns the file if it is a string, without a copy if the string contains no escape sequences, as in base64.
    #[must_use]
    pub fn into_string(self) -> Option<String> {
        if self.0.as_str().contains('\\') {
            return self.as_string();
        }
        let mut string = String::from(Box::<str>::from(Box::<RawValue>::from(self.0)));
        (string.pop() == Some('"')).then(|| {
            string.remove(0);
            string
        })
    }
}

/// The `encryption` of a file, including additional members: the client-server API's `EncryptedFile` without `url`.
#[payload]
pub struct EncryptedFile {
    /// `v`: the version of the encryption scheme, `v2`.
    pub v: String,
    /// `key`: the key.
    pub key: WithExtra<FileKey>,
    /// `iv`: the initialization vector, in unpadded base64.
    pub iv: String,
    /// `hashes`: the hashes of the encrypted file by algorithm, in unpadded base64. Must include `sha256`.
    pub hashes: UniqueMap<String, String>,
}

impl EncryptedFile {
    /// Creates the encryption information of a file with the scheme `v2`.
    #[must_use]
    pub fn new(key: FileKey, iv: impl Into<String>, sha256: impl Into<String>) -> Self {
        Self {
            v: "v2".to_owned(),
            key: key.into(),
            iv: iv.into(),
            hashes: UniqueMap::from_iter([("sha256".to_owned(), sha256.into())]),
        }
    }
}

/// The key of an encrypted file, including additional members.
#[payload]
pub struct FileKey {
    /// `kty`: the type of the key, `oct`.
    pub kty: String,
    /// `key_ops`: the operations that the key is for, at least `encrypt` and `decrypt`.
    pub key_ops: Vec<String>,
    /// `alg`: the algorithm, `A256CTR`.
    pub alg: String,
    /// `k`: the encoded key, in unpadded URL-safe base64.
    pub k: Secret,
    /// `ext`: `true` if the key can be exported. Must be `true`.
    pub ext: bool,
}

impl FileKey {
    /// Creates a key for the scheme `v2`.
    #[must_use]
    pub fn new(k: Secret) -> Self {
        Self {
            kty: "oct".to_owned(),
            key_ops: vec!["encrypt".to_owned(), "decrypt".to_owned()],
            alg: "A256CTR".to_owned(),
            k,
            ext: true,
        }
    }
}
