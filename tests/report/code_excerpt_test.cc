// What is shown of a line of code. SPDX-License-Identifier: Apache-2.0
#include "report/code_excerpt.h"

#include <algorithm>
#include <random>

#include "halint/source/secrets.h"
#include "tests/catch.h"

namespace halint {
namespace {

// Marks the part between [[ and ]].
std::string shown(std::string text) {
  const size_t begin = text.find("[[");
  text.erase(begin, 2);
  const size_t end = text.find("]]");
  text.erase(end, 2);
  const size_t line = text.rfind('\n', begin) == std::string::npos ? 0 : text.rfind('\n', begin) + 1;
  const std::string out =
      masked_code_line({text, line, begin, end}, [](std::string_view word) { return word == "plant/line1"; });
  CHECK(out.size() == text.size() - line);
  return out;
}

}  // namespace

TEST_CASE("code excerpts: of other texts only plain words, topics and keys are shown", "[secrets]") {
  const auto [code, wanted] = GENERATE(table<std::string, std::string>({
      {"[[flow.get('n1')]] + 'x9'", "flow.get('n1') + '**'"},
      {"[[f()]]; exec('curl -u admin:hunter2 https://x')", "f(); exec('*******************************')"},
      {"[[f()]]; const o = { pass: 'letmein' }", "f(); const o = { pass: '*******' }"},
      {"[[f()]]; const k = 'a8Fk2Lq9Zx0Pw3Rt'", "f(); const k = '****************'"},
      {"[[f()]]; const k = 'qwxzvkjhgfdsaplm'", "f(); const k = '****************'"},
      {"[[f()]]; const k = '3f2504e0-4f89-11d3-9a0c-0305e82c3301'",
       "f(); const k = '************************************'"},
      {"[[f()]]; if (pin === '4711') g()", "f(); if (pin === '****') g()"},
      {"[[f()]]; check(847112); later(g, 60000); x = 3.14159 + 1883",
       "f(); check(******); later(g, 60000); x = 3.14159 + 1883"},
      {"[[f(847112)]]; a1234567 = 12345678901234567890n", "f(847112); a1234567 = *********************"},
      {"[[f()]]; msg.topic = 'plant/line1'; k('plant/line1') // 12345 x",
       "f(); msg.topic = 'plant/line1'; k('plant/line1') // ***** x"},
      {"[[f()]]; Buffer.from('user:pw')", "f(); Buffer.from('*******')"},
      {"[[f()]]; Buffer.from(`user:${pw}secret99`)", "f(); Buffer.from(`*****${pw}********`)"},
      {"[[f()]]; msg.topic = 'plant/line1'; msg.unit = 'degrees'",
       "f(); msg.topic = 'plant/line1'; msg.unit = 'degrees'"},
      {"[[f()]]; node.status({ text: 'not connected yet.' })", "f(); node.status({ text: 'not connected yet.' })"},
      {"[[f()]]; a = flow.get('tokenIndex') || 0", "f(); a = flow.get('tokenIndex') || 0"},
      {"[[f()]]; // login is admin:hunter2, see wiki", "f(); // login is ************** see wiki"},
      {"[[f()]]; x = /k9s8d7f6/.test(y)", "f(); x = /********/.test(y)"},
      {"const a = `\nsecret77 is here\n`; [[f()]]", "`; f()"},
      {"const a = `\ncode4711 ${[[f()]]} code4712`", "*********${f()}*********`"},
      {"/* begin\n pw4711 [[f()]] */", " ****** f() */"},
      {"'it\\'s 4711' + [[f()]] + \"5'7'11\"", "'**********' + f() + \"******\""},
  }));
  INFO(code);
  CHECK(shown(code) == wanted);
}

TEST_CASE("code excerpts: plain text", "[secrets]") {
  for (const char* const text : {"",
                                 "on",
                                 "tokenIndex",
                                 "lastSeen",
                                 "Temperaturregelung",
                                 "HTTP",
                                 "rate-limit",
                                 "plant/line/state",
                                 "not connected, try again!",
                                 "größe",
                                 "counts_by_day",
                                 "x",
                                 "This email address already exists",
                                 "temperature_setpoint",
                                 "lastHeartbeatReceived",
                                 "dashboard/kitchen/brightness",
                                 "Heizungssteuerung",
                                 "mqttConnectionStatus",
                                 "btnClickHandler",
                                 "rechnungsnummer",
                                 "consommation",
                                 "differencesAndSums"}) {
    INFO(text);
    CHECK(is_plain_text(text));
  }
  for (const char* const text : {"a:b", "hunter2", "4711", "qwzxkrtp", "wJalrXUtnFEMIKMDENGbPxRfiCYEXAMPLEKEY", "a@b",
                                 "x=y", "mysql -psecret", "abcdefghijklmnopqrstuvwxyzabcdefgh", "QwErTyUiOp", "xK"}) {
    INFO(text);
    CHECK_FALSE(is_plain_text(text));
  }
}

TEST_CASE("code excerpts: letters drawn by lot are no words", "[secrets]") {
  std::mt19937 random(20261127);
  const auto drawn = [&](std::string_view alphabet, size_t least, size_t most) {
    std::uniform_int_distribution<size_t> length(least, most);
    std::uniform_int_distribution<size_t> letter(0, alphabet.size() - 1);
    std::string out(length(random), ' ');
    std::generate(out.begin(), out.end(), [&] { return alphabet[letter(random)]; });
    return out;
  };
  const std::string_view small = "abcdefghijklmnopqrstuvwxyz";
  const std::string_view large = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string_view mixed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string_view digits = "abcdefghijklmnopqrstuvwxyz0123456789";
  constexpr size_t kDraws = 10000;
  size_t shown = 0;
  size_t with_digits = 0;
  size_t in_groups = 0;
  for (size_t i = 0; i < kDraws; ++i) {
    for (const std::string_view alphabet : {small, large, mixed}) {
      shown += is_plain_text(drawn(alphabet, 16, 40)) ? 1U : 0U;
      shown += is_plain_text(drawn(alphabet, 16, 16)) ? 1U : 0U;
    }
    with_digits += is_plain_text(drawn(digits, 16, 40) + '7') ? 1U : 0U;
    std::string groups = drawn(small, 4, 4);
    for (int more = 0; more < 3; ++more) groups += (i % 2 == 0 ? ' ' : '-') + drawn(small, 4, 4);
    in_groups += is_plain_text(groups) ? 1U : 0U;
  }
  CHECK(shown < 6 * kDraws / 1000);
  CHECK(with_digits == 0);
  CHECK(in_groups < kDraws / 100);
}

TEST_CASE("masked: what is no secret stays readable", "[secrets]") {
  for (const char* const text : {"(flow.get('tokenIndex') || 0)", "passwd:41:7: the file ends early",
                                 "pinned: 17, spin: 4, topping: 3", "passenger: 12345", "bypass = 1", "compass: 90",
                                 "node a1b2c3d4e5f60718 is wired to 0f1e2d3c4b5a6978", "mosquitto -p 1883"}) {
    INFO(text);
    CHECK(masked(text) == text);
  }
}

TEST_CASE("masked: commands and tokens of services", "[secrets]") {
  const auto [text, wanted] = GENERATE(table<std::string, std::string>({
      {"curl -u admin:hunter https://x", "curl -u admin:****** https://x"},
      {"curl --user 'admin:hunter' x", "curl --user 'admin:******' x"},
      {"mosquitto_pub -P hunter -t a", "mosquitto_pub -P ****** -t a"},
      {"x --password hunter y", "x --password ****** y"},
      {"pass: 'hunter'", "pass: '******'"},
      {"mqttPass=hunter", "mqttPass=******"},
      {"pin: 4711", "pin: ****"},
      {"ffpat_abcDEFghiJKLmnopq", "*********************" + std::string(2, '*')},
      {"glsa_abcDEFghiJKLmnopq", std::string(22, '*')},
      {"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLE234", std::string(40, '*')},
      {"a8Fk2Lq9Zx0Pw3Rt", std::string(16, '*')},
  }));
  INFO(text);
  CHECK(masked(text) == wanted);
}

}  // namespace halint
