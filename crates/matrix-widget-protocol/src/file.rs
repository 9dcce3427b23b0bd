//! Files, and how they are encrypted.

use matrix_widget_macros::payload;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{
    arbitrary::sampled, raw::RawJson, secret::Secret, shape::shape, unique::UniqueMap, with_extra::WithExtra,
};

/// Declares a type for something that `postMessage` can clone and JSON can not.
macro_rules! opaque {
    ($(#[doc = $doc:literal])+ $Type:ident as $typescript:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $Type(RawJson);

        impl $Type {
            /// What came, in JSON.
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
            $Type => strategies::json().prop_map(Self::from)
        }

        shape! {
            $(#[doc = $doc])+
            $Type { schema: |_| {}, typescript: $typescript }
        }
    };
}

opaque! {
    /// A file: whatever `postMessage` can clone as the body of a request (a `Blob`, an `ArrayBuffer`, a string). Where
    /// messages are JSON it is a string, in base64 of the standard alphabet, with or without padding, where bytes are meant.
    FileBody as "XMLHttpRequestBodyInit"
}

opaque! {
    /// A picture: a `Blob`. Where messages are JSON, whatever came.
    ScreenshotBody as "Blob"
}

impl FileBody {
    /// A file that is a string.
    #[must_use]
    pub fn from_string(file: &str) -> Self {
        Self(RawJson::of(&file))
    }

    /// The file, if it is a string.
    #[must_use]
    pub fn as_string(&self) -> Option<String> {
        self.0.read().ok()
    }

    /// Returns the file if it is a string, without a copy if nothing in it is escaped, as in base64.
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

/// `encryption`: how a file is encrypted, further members included.
///
/// The same as `EncryptedFile` of the client-server API without its `url`.
#[payload]
pub struct EncryptedFile {
    /// `v`: the version of the scheme, `v2`.
    pub v: String,
    /// `key`: the key.
    pub key: WithExtra<FileKey>,
    /// `iv`: the initialisation vector, in unpadded base64.
    pub iv: String,
    /// `hashes`: hashes of the encrypted file, in unpadded base64, by their algorithm; one is `sha256`.
    pub hashes: UniqueMap<String, String>,
}

impl EncryptedFile {
    /// A file encrypted by the scheme `v2`.
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

/// The key of an encrypted file, further members included.
#[payload]
pub struct FileKey {
    /// `kty`: the type of the key, `oct`.
    pub kty: String,
    /// `key_ops`: what the key is for, at least `encrypt` and `decrypt`.
    pub key_ops: Vec<String>,
    /// `alg`: the algorithm, `A256CTR`.
    pub alg: String,
    /// `k`: the key itself, in unpadded URL-safe base64.
    pub k: Secret,
    /// `ext`: whether the key can be exported, `true`.
    pub ext: bool,
}

impl FileKey {
    /// A key of the scheme `v2`.
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
