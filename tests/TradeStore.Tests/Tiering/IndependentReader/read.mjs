// Prints what a Parquet file holds, as lines of JSON: first what it says of itself, then its rows, each value as an exact text.
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const file = await asyncBufferFromFile(process.argv[2])
const metadata = await parquetMetadataAsync(file)
const columns = metadata.schema.filter((element, index) => index > 0 && element.name !== 'list' && element.name !== 'element')
const described = columns.map(({ name, type, converted_type, logical_type, field_id, precision, scale }) =>
  ({ name, type, converted: converted_type, logical: logical_type?.type, field: field_id, precision, scale }))
console.log(JSON.stringify({
  rows: Number(metadata.num_rows),
  groups: metadata.row_groups.length,
  codecs: [...new Set(metadata.row_groups.flatMap(group => group.columns.map(column => column.meta_data.codec)))],
  values: Object.fromEntries(metadata.key_value_metadata.map(({ key, value }) => [key, value])),
  columns: described,
}))

// The reader makes inexact numbers of decimals: it is given the integers that are stored, and the point is set here.
const scales = new Map(columns.filter(element => element.converted_type === 'DECIMAL').map(element => [element.name, element.scale]))
for (const element of metadata.schema) {
  if (scales.has(element.name)) {
    delete element.converted_type
    delete element.logical_type
  }
}

function integer(stored) {
  return stored instanceof Uint8Array ? BigInt.asIntN(stored.length * 8, stored.reduce((value, byte) => value * 256n + BigInt(byte), 0n)) : BigInt(stored)
}

function decimal(stored, scale) {
  const value = integer(stored)
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function text(name, value) {
  if (value === null || value === undefined) return 'NULL'
  if (scales.has(name)) return decimal(value, scales.get(name))
  return Array.isArray(value) ? JSON.stringify(value) : String(value)
}

const decoder = new TextDecoder()
const parsers = { timestampFromMicroseconds: micros => micros, jsonFromBytes: bytes => bytes && decoder.decode(bytes) }
for (const row of await parquetReadObjects({ file, metadata, compressors, parsers })) {
  console.log(JSON.stringify(described.map(({ name }) => text(name, row[name])).join('|')))
}
