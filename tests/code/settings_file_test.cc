// Tests of what is read from a settings.js.
// SPDX-License-Identifier: Apache-2.0
#include "halint/code/settings_file.h"

#include <array>
#include <string>
#include <string_view>

#include "tests/catch.h"

namespace {

using namespace halint;

// "name=module" per store, `!` where its cache is off and `?` where that is computed; "->" the default one; "…" where
// more stores may be there; "#file" the flow file, "#?" one that is computed; "%on", "%off", "%?" projects.
std::string shown(const std::string& text) {
  const Result<SourceFile> file = SourceFile::create("settings.js", PaddedBytes::copy_of(text));
  const Result<SettingsFile> read = read_settings(*file);
  if (!read) return read.error().to_string();
  std::string out;
  for (const SettingsStore& store : read->stores) {
    out += store.name + '=' + store.module + (!store.cache ? "?" : *store.cache ? "" : "!") + ' ';
  }
  if (!read->stores_known) out += "… ";
  out += "->" + read->default_store;
  if (!read->flow_file.empty() || !read->flow_file_known) out += " #" + (read->flow_file_known ? read->flow_file : "?");
  switch (read->projects) {
    case Switch::left_out:
      break;
    case Switch::on:
      out += " %on";
      break;
    case Switch::off:
      out += " %off";
      break;
    case Switch::computed:
      out += " %?";
  }
  return out;
}

std::string storage(const std::string& members) {
  return shown("module.exports = { contextStorage: {" + members + "} };");
}

}  // namespace

TEST_CASE("settings.js: the stores and which of them is the default") {
  CHECK(shown("module.exports = { uiPort: process.env.PORT || 1880 };") == "->");
  CHECK(storage("default: { module: 'memory' }, file: { module: \"localfilesystem\" }") ==
        "default=memory file=localfilesystem ->default");
  CHECK(storage("default: 'file', memoryOnly: { module: 'memory' }, file: { module: 'localfilesystem' }") ==
        "memoryOnly=memory file=localfilesystem ->file");
  CHECK(storage("first: { module: 'memory' }, second: { module: 'localfilesystem' }") ==
        "first=memory second=localfilesystem ->first");
  CHECK(storage("'default': { 'module': 'memory' }, default: { module: 'localfilesystem' }") ==
        "default=localfilesystem ->default");
}

TEST_CASE("settings.js: what keeps a store") {
  CHECK(storage("redis: { module: require('node-red-context-redis'), config: { host: 'r' } }") ==
        "redis=node-red-context-redis ->redis");
  CHECK(storage("r: { module: require('a').redis }, s: { module: require('b')({ x: 1 }) }, t: { module: new "
                "(require('c'))() }") == "r=a s=b t=c ->r");
  CHECK(shown("const redis = require('r');\nconst stores = { default: { module: redis } };\n"
              "module.exports = { contextStorage: stores };") == "default=r ->default");
  CHECK(storage("f: { module: 'localfilesystem', config: { dir: '/mnt', cache: false } }") == "f=localfilesystem! ->f");
  CHECK(storage("f: { module: 'localfilesystem', config: { cache: process.env.CACHE } }") == "f=localfilesystem? ->f");
  CHECK(storage("f: { module: 'localfilesystem', config: settings() }") == "f=localfilesystem? ->f");
  CHECK(storage("f: { module: process.env.STORE || 'memory' }") == "f= ->f");
}

TEST_CASE("settings.js: what is computed stays unknown") {
  CHECK(storage("...more, a: { module: 'memory' }") == "a=memory … ->a");
  CHECK(shown("module.exports = { contextStorage: process.env.X ? { a: { module: 'memory' } } : undefined };") ==
        "… ->");
  CHECK(shown("module.exports = { ...base, flowFile: 'f.json' };") == "… -> #f.json %?");
  CHECK(shown("module.exports = { flowFile: process.env.FLOWS };") == "-> #?");
}

namespace {

// What code and pages get: "name=module" per key of global context, then the switches, then who keeps logins.
std::string told(const std::string& text) {
  const Result<SourceFile> file = SourceFile::create("settings.js", PaddedBytes::copy_of(text));
  const Result<SettingsFile> read = read_settings(*file);
  if (!read) return read.error().to_string();
  std::string out;
  for (const SettingsGlobal& global : read->globals) out += global.name + '=' + global.module + ' ';
  constexpr std::array<std::string_view, 4> kWords{"left out", "off", "on", "computed"};
  out += "pages " + std::string(kWords[static_cast<size_t>(read->http_nodes)]);
  out += ", modules " + std::string(kWords[static_cast<size_t>(read->code_modules)]);
  return read->login_keeper.empty() ? out : out + ", " + read->login_keeper;
}

std::string globals(const std::string& before, const std::string& members) {
  const std::string out = told(before + "module.exports = { functionGlobalContext: {" + members + "} };");
  return out.substr(0, out.find("pages"));
}

}  // namespace

TEST_CASE("settings.js: which modules code gets from global context") {
  CHECK(globals("", "os: require('os'), 'post': require(\"nodemailer\"), n: 7, list: []") ==
        "os=os post=nodemailer n= list= ");
  CHECK(globals("const Redis = require('ioredis'); const one = new Redis(6379);", "one, two: new Redis(), Redis") ==
        "one=ioredis two=ioredis Redis=ioredis ");
  CHECK(globals("",
                "a: require('mqtt').connect('mqtt://b'), b: require('redis').createClient(), c: require('knex')({})") ==
        "a=mqtt b=redis c=knex ");
  // What a module computes is no module.
  CHECK(globals("", "host: require('os').hostname(), keys: require('fs').readFileSync('keys')") == "host= keys= ");
  CHECK(globals("", "...more, a: require(name), b: load('x'), [c]: require('d'), f() { return 1; }") == "a= b= f= ");
  CHECK(told("module.exports = { functionGlobalContext: load() };") == "pages left out, modules left out");
  CHECK(told("module.exports.functionGlobalContext = { a: require('a') };") == "a=a pages left out, modules left out");
}

TEST_CASE("settings.js: whether pages and modules are there") {
  CHECK(told("module.exports = { httpNodeRoot: '/red', functionExternalModules: true };") == "pages on, modules on");
  CHECK(told("module.exports = { httpNodeRoot: false, functionExternalModules: false };") == "pages off, modules off");
  CHECK(told("module.exports = { httpNodeRoot: root(), functionExternalModules: 0 };") ==
        "pages computed, modules computed");
  CHECK(told("module.exports = { ...base };") == "pages computed, modules computed");
}

TEST_CASE("settings.js: who keeps logins in memory") {
  const auto keeper = [](const std::string& settings) {
    const std::string out = told("const session = require('express-session');\nmodule.exports = {" + settings + "};");
    const std::string rest = out.substr(out.find("modules left out") + 16);
    return rest.empty() ? rest : rest.substr(2);
  };
  CHECK(keeper("httpNodeMiddleware: session({ secret: 's' })") == "express-session");
  CHECK(keeper("httpNodeAuth: [session({ secret: 's' }), passport.initialize()]") == "express-session");
  CHECK(keeper("httpNodeMiddleware: session({ secret: 's', store: new RedisStore({ client }) })").empty());
  CHECK(keeper("httpNodeMiddleware: session(options)").empty());
  CHECK(keeper("httpNodeMiddleware: session({ ...options })").empty());
  CHECK(keeper("httpNodeAuth: { user: 'u', pass: 'p' }").empty());
  CHECK(keeper("httpNodeMiddleware: function (req, res, next) { next(); }").empty());
  CHECK(
      keeper("httpNodeMiddleware: require('@flowfuse/nr-launcher/authMiddleware').init({ type: 'flowforge-user' })") ==
      "@flowfuse/nr-launcher/authMiddleware");
}

TEST_CASE("settings.js: the ways of exporting") {
  CHECK(shown("const settings = { flowFile: 'a.json' }; module.exports = settings;") == "-> #a.json");
  CHECK(shown("const settings = module.exports = { flowFile: 'a.json' };") == "-> #a.json");
  CHECK(shown("const s = module.exports = {}; s.flowFile = 'a.json';") == "-> #a.json");
  CHECK(shown("module.exports = { flowFile: 'a.json' }; module.exports.flowFile = 'b.json';") == "-> #b.json");
  CHECK(shown("exports.flowFile = 'a.json';") == "-> #a.json");
  CHECK(shown("const s = {}; module.exports = s; s.flowFile = 'a.json'; s['contextStorage'] = { m: { module: 'memory' "
              "} };") == "m=memory ->m #a.json");
  CHECK(shown("module.exports = { editorTheme: { projects: { enabled: true } } };") == "-> %on");
  CHECK(shown("module.exports = { editorTheme: { projects: { enabled: false } } };") == "-> %off");
  CHECK(shown("module.exports = { editorTheme: { projects: {} } };") == "->");
  CHECK(shown("module.exports = { editorTheme: { projects: { enabled: !!process.env.P } } };") == "-> %?");
  CHECK(shown("module.exports = { editorTheme: { ...theme } };") == "-> %?");
}

TEST_CASE("settings.js: what cannot be read is a sentence with a place") {
  CHECK(shown("module.exports = {\n  a: ]\n};").starts_with("settings.js:2:6: is no settings.js that can be read: "));
  CHECK(shown("") ==
        "settings.js: is no settings.js that can be read: expected module.exports = { … } at the top of the file");
  CHECK(shown("module.exports = require('./other');") ==
        "settings.js: is no settings.js that can be read: expected module.exports = { … } at the top of the file");
}

TEST_CASE("settings.js: as deep and as long as anybody likes") {
  std::string deep = "module.exports = ";
  for (int i = 0; i < 100000; ++i) deep += "{a:";
  CHECK(shown(deep).starts_with("settings.js:1:"));
  std::string names = "const a0 = {};\n";
  for (int i = 1; i < 20000; ++i) names += "const a" + std::to_string(i) + " = a" + std::to_string(i - 1) + ";\n";
  CHECK(shown(names + "module.exports = a19999;").find("is no settings.js") != std::string::npos);
  std::string circle = "const a = b; const b = a; module.exports = a;";
  CHECK(shown(circle).find("is no settings.js") != std::string::npos);
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "s" + std::to_string(i) + ": { module: 'memory' },\n";
  CHECK(storage(many).find("…") != std::string::npos);
}
