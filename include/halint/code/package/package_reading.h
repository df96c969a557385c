// Reads a package of Node-RED nodes without running it: which types it registers, and what their code shows of where
// messages come from, what is kept between them and what is done outside. Takes the texts of the package's files.
// Knows nothing of file systems, flows or the catalogue's words. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace halint::package {

/// One file: its path inside the package, with forward slashes, and its text. Both must outlive the reading.
struct PackageFile {
  std::string_view path;
  std::string_view text;
};

enum class SignalKind : uint8_t {
  // Messages of its own: where from.
  sends_at_start,
  sends_on_timer,
  sends_on_event,   ///< of a connection, a subscription or another node's object: each copy has one
  sends_on_shared,  ///< of a broker that gives each message to one client
  sends_on_local,   ///< of this host: a socket that listens, a device, a watched file
  sends_on_route,   ///< of an HTTP route that Node-RED's own server serves
  sends_on_widget,  ///< of a dashboard's user
  // What it sends when a message comes in.
  passes,
  // Kept from one message to the next.
  keeps_counter,
  keeps_list,
  keeps_queue,
  keeps_flag,
  keeps_last,
  compares_last,
  keeps_timer,
  uses_context,
  // Outside, for a message that came in.
  reads_outside,
  sets_outside,
  acts_outside,
  calls_outside,  ///< what for is not known
  queries,        ///< a database, with text that may be anything
  replies,
  shows,  ///< on a dashboard
  // The host.
  reads_file,
  writes_file,
  watches_file,
  runs_process,
  uses_hardware,
  uses_local_database,
  listens,
  // Others.
  holds_session,  ///< registers under a name of its own: client ID, bot token
  connects,
  runs_code,
  unresolved,  ///< code that could not be followed
};

/// One test of a property on the way to a place in the code.
struct PropertyTest {
  enum class Kind : uint8_t { truthy, equals, greater, less };
  std::string property;
  Kind kind = Kind::truthy;
  bool negated = false;
  std::string value;  ///< for equals, greater and less

  friend bool operator==(const PropertyTest&, const PropertyTest&) = default;
};

/// Something that the code of a type does, and where.
struct Signal {
  SignalKind kind = SignalKind::unresolved;
  std::string file;
  uint32_t line = 0;               ///< from 1
  std::string what;                ///< the call that shows it: `setInterval`, `axios.post`
  bool known = false;              ///< a module whose calls are known, not a guess from the name of the call
  bool at_message = false;         ///< while a message is handled; else at start, on a timer or an event
  bool sometimes = false;          ///< under a condition that `when` does not tell
  std::vector<PropertyTest> when;  ///< all must hold
};

/// A property as the editor declares it.
struct Property {
  std::string name;
  std::string value;        ///< default as a flow file would hold it; empty for null, objects and lists
  std::string config_type;  ///< type of the config node that it names, if it names one
  bool boolean = false;
};

/// What was read of one registered type.
struct TypeReading {
  std::string type;
  std::string file;   ///< that registers it
  uint32_t line = 0;  ///< of the registration, from 1
  bool config = false;
  bool in_editor = false;  ///< its HTML was found, so that `properties`, `inputs` and `outputs` are known
  bool followed = false;   ///< its constructor was found and followed
  bool alone = true;       ///< it uses no other node, and no module that reaches outside
  uint16_t inputs = 0;
  uint16_t outputs = 0;
  std::vector<Property> properties;
  std::vector<Signal> signals;  ///< each kind of thing at each place once, in the order of discovery
};

/// What was read of a package.
struct PackageReading {
  std::string name;  ///< empty if there is no readable package.json
  std::string version;
  bool cut = false;                ///< some files were too large or too many to be read
  std::vector<TypeReading> types;  ///< sorted by type
};

/// Reads a package. Bounded in time and memory whatever the files hold; broken files yield what could be read.
[[nodiscard]] PackageReading read_package(std::span<const PackageFile> files);

/// The word for a kind in the catalogue's tables: `sends_on_timer`.
[[nodiscard]] std::string_view to_string(SignalKind kind);

}  // namespace halint::package
