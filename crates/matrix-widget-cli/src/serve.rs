//! `serve`: a client with a mock homeserver, and a page that shows its conversation with a widget.

mod inspector;
mod page;
mod record;
mod world;

use std::{
    fs, io,
    net::Ipv4Addr,
    path::{Path as FilePath, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
    routing::{get, post},
};
use serde_json::Value;
use tokio::net::TcpListener;

use self::{
    inspector::{Frame, Inspector},
    record::Record,
    world::World,
};

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
        Some(path) => read(path).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?,
        None => serde_json::from_str(world::DEFAULT)?,
    };
    tokio::runtime::Builder::new_current_thread().enable_io().build()?.block_on(serve(arguments, world))
}

fn read(path: &FilePath) -> io::Result<World> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

async fn serve(arguments: &Arguments, world: World) -> io::Result<bool> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    let frame = Frame::new(&arguments.url, &world, &origin).map_err(io::Error::other)?;
    let token = token()?;
    println!("{origin}/{token}/");
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

/// Begins the session of a page, which ends the one before. Returns its first reports.
async fn begin(State(server): State<Arc<Server>>) -> impl IntoResponse {
    let mut sessions = server.sessions.lock().unwrap_or_else(PoisonError::into_inner);
    let (number, session) = &mut *sessions;
    *number += 1;
    let record = Record::new(server.record.as_deref());
    let (inspector, reports) = Inspector::new(*number, &server.frame, server.world.clone(), record);
    *session = Some(inspector);
    json(&reports)
}

/// Carries out the commands of the page. Returns the reports of the session.
async fn carry_out(
    State(server): State<Arc<Server>>,
    Path(page): Path<u64>,
    commands: String,
) -> Result<impl IntoResponse, StatusCode> {
    let mut sessions = server.sessions.lock().unwrap_or_else(PoisonError::into_inner);
    let (number, session) = &mut *sessions;
    let session = session.as_mut().filter(|_| *number == page).ok_or(StatusCode::GONE)?;
    let commands: Vec<Value> = serde_json::from_str(&commands).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(json(&session.run(&commands)))
}

fn json(reports: &[Value]) -> impl IntoResponse + use<> {
    let text = Value::from(reports).to_string();
    ([(CONTENT_TYPE, "application/json")], text)
}
