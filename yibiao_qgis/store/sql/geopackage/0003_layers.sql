-- The layers of a district, as declared in yibiao_qgis/model/layers.py (a test compares them), with the columns of a
-- row's life. That a code in a live row refers to a live row is checked by publishing, not by a foreign key: a retired
-- row keeps the codes it had, also when their owner has got a new one. Foreign keys are deferred, since a publish may
-- bring parents and children in any order.
-- Rows are written by publishing only: other software may read, but an edit that does not raise the version is refused.

CREATE TABLE county (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POLYGON NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(6) NOT NULL UNIQUE,
  name TEXT(60) NOT NULL,
  aliases TEXT(120),
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE TRIGGER county_insert BEFORE INSERT ON county WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER county_update BEFORE UPDATE ON county WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER county_delete BEFORE DELETE ON county
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE town (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POLYGON NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(9) NOT NULL UNIQUE,
  name TEXT(60) NOT NULL,
  aliases TEXT(120),
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE TRIGGER town_insert BEFORE INSERT ON town WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER town_update BEFORE UPDATE ON town WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER town_delete BEFORE DELETE ON town
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE community (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POLYGON NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(12) NOT NULL UNIQUE,
  name TEXT(60) NOT NULL,
  aliases TEXT(120),
  town_code TEXT(9),
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE INDEX community_town_code ON community(town_code);
CREATE TRIGGER community_insert BEFORE INSERT ON community WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER community_update BEFORE UPDATE ON community WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER community_delete BEFORE DELETE ON community
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE grid (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POLYGON NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(18) NOT NULL UNIQUE,
  name TEXT(60) NOT NULL,
  kind TEXT(10),
  comm_code TEXT(12),
  beat_code TEXT(12),
  households INTEGER,
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE INDEX grid_comm_code ON grid(comm_code);
CREATE INDEX grid_beat_code ON grid(beat_code);
CREATE TRIGGER grid_insert BEFORE INSERT ON grid WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER grid_update BEFORE UPDATE ON grid WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER grid_delete BEFORE DELETE ON grid
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE station (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POLYGON NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(12) NOT NULL UNIQUE,
  name TEXT(60) NOT NULL,
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE TRIGGER station_insert BEFORE INSERT ON station WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER station_update BEFORE UPDATE ON station WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER station_delete BEFORE DELETE ON station
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE beat (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POLYGON NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(12) NOT NULL UNIQUE,
  name TEXT(60) NOT NULL,
  stat_code TEXT(12),
  post TEXT(60),
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE INDEX beat_stat_code ON beat(stat_code);
CREATE TRIGGER beat_insert BEFORE INSERT ON beat WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER beat_update BEFORE UPDATE ON beat WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER beat_delete BEFORE DELETE ON beat
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE street (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom LINESTRING NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(13) NOT NULL UNIQUE,
  name TEXT(60) NOT NULL,
  aliases TEXT(120),
  town_code TEXT(9),
  rank INTEGER,
  width DOUBLE,
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE INDEX street_town_code ON street(town_code);
CREATE TRIGGER street_insert BEFORE INSERT ON street WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER street_update BEFORE UPDATE ON street WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER street_delete BEFORE DELETE ON street
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE compound (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POLYGON NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(13) NOT NULL UNIQUE,
  name TEXT(60) NOT NULL,
  aliases TEXT(120),
  kind TEXT(2) NOT NULL,
  comm_code TEXT(12),
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE INDEX compound_comm_code ON compound(comm_code);
CREATE TRIGGER compound_insert BEFORE INSERT ON compound WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER compound_update BEFORE UPDATE ON compound WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER compound_delete BEFORE DELETE ON compound
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE building (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POLYGON NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(40) NOT NULL UNIQUE,
  name TEXT(60),
  comm_code TEXT(12),
  street TEXT(60),
  compound TEXT(60),
  floors INTEGER,
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE INDEX building_comm_code ON building(comm_code);
CREATE TRIGGER building_insert BEFORE INSERT ON building WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER building_update BEFORE UPDATE ON building WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER building_delete BEFORE DELETE ON building
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE plate (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POINT NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(40) NOT NULL UNIQUE,
  comm_code TEXT(12),
  street TEXT(60),
  compound TEXT(60),
  door TEXT(10) NOT NULL,
  sub_door TEXT(10),
  text TEXT(60),
  bldg_uuid TEXT(36) REFERENCES building(uuid) DEFERRABLE INITIALLY DEFERRED,
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE INDEX plate_comm_code ON plate(comm_code);
CREATE INDEX plate_bldg_uuid ON plate(bldg_uuid);
CREATE TRIGGER plate_insert BEFORE INSERT ON plate WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER plate_update BEFORE UPDATE ON plate WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER plate_delete BEFORE DELETE ON plate
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE room (
  fid INTEGER NOT NULL PRIMARY KEY,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(40) NOT NULL UNIQUE,
  bldg_uuid TEXT(36) NOT NULL REFERENCES building(uuid) DEFERRABLE INITIALLY DEFERRED,
  unit TEXT(10),
  floor TEXT(10),
  room TEXT(10) NOT NULL,
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE INDEX room_bldg_uuid ON room(bldg_uuid);
CREATE TRIGGER room_insert BEFORE INSERT ON room WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER room_update BEFORE UPDATE ON room WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER room_delete BEFORE DELETE ON room
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;

CREATE TABLE address (
  fid INTEGER NOT NULL PRIMARY KEY,
  geom POINT NOT NULL,
  uuid TEXT(36) NOT NULL UNIQUE,
  code TEXT(40) NOT NULL UNIQUE,
  element TEXT(2) NOT NULL,
  address TEXT(120) NOT NULL,
  county TEXT(30),
  town TEXT(30),
  community TEXT(30),
  street TEXT(60),
  compound TEXT(60),
  door TEXT(10),
  sub_door TEXT(10),
  building TEXT(20),
  unit TEXT(10),
  floor TEXT(10),
  room TEXT(10),
  comm_code TEXT(12),
  grid_code TEXT(18),
  beat_code TEXT(12),
  aliases TEXT(120),
  status TEXT(10) NOT NULL CHECK (status IN ('planned', 'active', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  version INTEGER NOT NULL,
  tx INTEGER NOT NULL
);
CREATE INDEX address_comm_code ON address(comm_code);
CREATE INDEX address_grid_code ON address(grid_code);
CREATE INDEX address_beat_code ON address(beat_code);
CREATE TRIGGER address_insert BEFORE INSERT ON address WHEN NEW.version IS NOT 1
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER address_update BEFORE UPDATE ON address WHEN NEW.version IS NOT OLD.version + 1 OR NEW.uuid IS NOT OLD.uuid
BEGIN SELECT RAISE(ABORT, 'the store is changed by publishing only'); END;
CREATE TRIGGER address_delete BEFORE DELETE ON address
BEGIN SELECT RAISE(ABORT, 'rows of the store are retired, never deleted'); END;
