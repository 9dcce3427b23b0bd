//! `serve`: a client with a mock homeserver, and a page that shows its conversation with a widget.

mod inspector;
mod page;
mod record;
mod world;

use std::{
    fs::File,
    io::{self, Write},
    net::Ipv4Addr,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
    routing::{get, post},
};
use serde_json::{Value, value::RawValue};
use tokio::net::TcpListener;

use self::{
    inspector::{Frame, Inspector},
    record::Record,
    world::World,
};
use crate::file::{located, read_json};

#[derive(clap::Args)]
pub struct Arguments {
    /// The URL of the widget, in which variables such as `$matrix_user_id` are filled
    url: String,
    /// A JSON file with the user, the rooms and the events; the README shows the format
    #[arg(long)]
    world: Option<PathBuf>,
    /// Write the messages to this file, one on each line, for `matrix-widget check`
    ///
    /// The file begins anew when the page is loaded.
    #[arg(long)]
    record: Option<PathBuf>,
    /// The port on the loopback interface; 0 chooses a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
}

/// The maximum size of the commands in a request of the page, in bytes: a message of the widget of 64 MiB, escaped.
const MAX_COMMANDS_BYTES: usize = 160 << 20;

const JSON: &str = "application/json";

/// What each session begins with, and the session of the page that was loaded last.
struct Server {
    frame: Frame,
    world: World,
    record: Option<PathBuf>,
    sessions: Mutex<(u64, Option<Inspector>)>,
}

/// Serves the page until the process is stopped.
pub fn run(arguments: &Arguments) -> io::Result<bool> {
    let world = match &arguments.world {
        Some(path) => located(path, read_json::<World>(path).map(World::completed)?)?,
        None => serde_json::from_str::<World>(world::DEFAULT)?.completed().map_err(io::Error::other)?,
    };
    if let Some(path) = &arguments.record {
        located(path, File::create(path))?;
    }
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(serve(arguments, world))
}

async fn serve(arguments: &Arguments, world: World) -> io::Result<bool> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    let frame = Frame::new(&arguments.url, &world, &origin).map_err(io::Error::other)?;
    let token = token()?;
    writeln!(io::stdout(), "{origin}/{token}/")?;
    let server = Server { frame, world, record: arguments.record.clone(), sessions: Mutex::default() };
    let path = |name: &str| format!("/{token}/{name}");
    let router = Router::new()
        .route(&path(""), get(async || page::file("index.html")))
        .route(&path("{file}"), get(async |Path(name): Path<String>| page::file(&name)))
        .route(&path("sessions"), post(begin))
        .route(&path("sessions/{number}"), post(carry_out))
        .layer(DefaultBodyLimit::max(MAX_COMMANDS_BYTES))
        .with_state(Arc::new(server));
    axum::serve(listener, router).await?;
    Ok(true)
}

/// Returns a name that other pages and programs cannot guess.
fn token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// Refuses requests of other pages: browsers let a page send this type to its own origin only.
fn check_type(headers: &HeaderMap) -> Result<(), StatusCode> {
    let is_json = headers.get(CONTENT_TYPE).is_some_and(|value| value == JSON);
    if is_json { Ok(()) } else { Err(StatusCode::UNSUPPORTED_MEDIA_TYPE) }
}

/// Begins the session of a page, which ends the one before. Returns its first reports.
async fn begin(
    State(server): State<Arc<Server>>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, StatusCode> {
    check_type(&headers)?;
    let mut sessions = server.sessions.lock().unwrap_or_else(PoisonError::into_inner);
    let (number, session) = &mut *sessions;
    *number += 1;
    let record = Record::new(server.record.as_deref());
    let (inspector, reports) = Inspector::new(*number, &server.frame, server.world.clone(), record);
    *session = Some(inspector);
    Ok(json(&reports))
}

/// Carries out the commands of the page. Returns the reports of the session.
async fn carry_out(
    State(server): State<Arc<Server>>,
    Path(page): Path<u64>,
    headers: HeaderMap,
    commands: String,
) -> Result<impl IntoResponse, StatusCode> {
    check_type(&headers)?;
    let mut sessions = server.sessions.lock().unwrap_or_else(PoisonError::into_inner);
    let (number, session) = &mut *sessions;
    let session = session.as_mut().filter(|_| *number == page).ok_or(StatusCode::GONE)?;
    let commands: Vec<&RawValue> = serde_json::from_str(&commands).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(json(&session.run(&commands)))
}

fn json(reports: &[Value]) -> impl IntoResponse + use<> {
    let text = Value::from(reports).to_string();
    ([(CONTENT_TYPE, JSON)], text)
}
