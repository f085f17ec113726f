-- What makes the file a store: who did what, every change, the ledger of codes, the batches and their rejected rows.
-- The row of a transaction is written last, with its hash. SQLite then looks for all rows that refer to it, so only
-- indexed columns refer to transactions by a foreign key.

CREATE TABLE yibiao_meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- One row for each publish. The hash covers the row, the digest of its changes and the hash before it.
CREATE TABLE yibiao_transactions (
  seq INTEGER NOT NULL PRIMARY KEY,
  time TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  request_id TEXT NOT NULL UNIQUE,
  inserted INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  retired INTEGER NOT NULL,
  digest TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
);

CREATE TRIGGER yibiao_transactions_gap_free BEFORE INSERT ON yibiao_transactions
  WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM yibiao_transactions)
BEGIN
  SELECT RAISE(ABORT, 'transactions are numbered without gaps');
END;
CREATE TRIGGER yibiao_transactions_no_update BEFORE UPDATE ON yibiao_transactions
BEGIN
  SELECT RAISE(ABORT, 'transactions are never changed');
END;
CREATE TRIGGER yibiao_transactions_no_delete BEFORE DELETE ON yibiao_transactions
BEGIN
  SELECT RAISE(ABORT, 'transactions are never deleted');
END;

-- History, audit and feed in one. Rows as JSON, geometry in them as hexadecimal WKB.
CREATE TABLE yibiao_changes (
  seq INTEGER NOT NULL PRIMARY KEY,
  tx INTEGER NOT NULL REFERENCES yibiao_transactions(seq) DEFERRABLE INITIALLY DEFERRED,
  layer TEXT NOT NULL,
  uuid TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'retire', 'reinstate', 'split', 'merge', 'recode')),
  before TEXT,
  after TEXT
);
CREATE INDEX yibiao_changes_tx ON yibiao_changes(tx);
CREATE INDEX yibiao_changes_row ON yibiao_changes(layer, uuid);

CREATE TRIGGER yibiao_changes_no_update BEFORE UPDATE ON yibiao_changes
BEGIN
  SELECT RAISE(ABORT, 'changes are never changed');
END;
CREATE TRIGGER yibiao_changes_no_delete BEFORE DELETE ON yibiao_changes
BEGIN
  SELECT RAISE(ABORT, 'changes are never deleted');
END;

-- Every code that was ever given out, and the one row that it belongs to for good.
CREATE TABLE yibiao_codes (
  layer TEXT NOT NULL,
  code TEXT NOT NULL,
  uuid TEXT NOT NULL,
  first_tx INTEGER NOT NULL,
  retired_tx INTEGER,
  PRIMARY KEY (layer, code)
) WITHOUT ROWID;

CREATE TRIGGER yibiao_codes_same_hands BEFORE UPDATE OF layer, code, uuid, first_tx ON yibiao_codes
BEGIN
  SELECT RAISE(ABORT, 'a code never changes hands');
END;
CREATE TRIGGER yibiao_codes_no_delete BEFORE DELETE ON yibiao_codes
BEGIN
  SELECT RAISE(ABORT, 'codes are never forgotten');
END;

-- What a publish gave for each layer and what became of it.
CREATE TABLE yibiao_batches (
  id INTEGER NOT NULL PRIMARY KEY,
  tx INTEGER NOT NULL REFERENCES yibiao_transactions(seq) DEFERRABLE INITIALLY DEFERRED,
  layer TEXT NOT NULL,
  given INTEGER NOT NULL,
  inserted INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  retired INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  UNIQUE (tx, layer)
);

CREATE TABLE yibiao_rejects (
  id INTEGER NOT NULL PRIMARY KEY,
  tx INTEGER NOT NULL REFERENCES yibiao_transactions(seq) DEFERRABLE INITIALLY DEFERRED,
  layer TEXT NOT NULL,
  label TEXT NOT NULL,
  code TEXT,
  field TEXT NOT NULL,
  rule TEXT NOT NULL,
  template TEXT NOT NULL,
  details TEXT NOT NULL -- the values of the template's places, JSON
);
CREATE INDEX yibiao_rejects_tx ON yibiao_rejects(tx);
