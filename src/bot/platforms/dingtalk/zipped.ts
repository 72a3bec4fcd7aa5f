import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

/** Elsewhere than where events are acknowledged. */
const pack = promisify<Uint8Array, Buffer>(deflateRaw);

const deflated = 8;
const neededVersion = 20;
/** Names are UTF-8 (APPNOTE.TXT 4.4.4, bit 11). */
const utf8Names = 0x0800;
/** The first day there is in a zip; when the file was made stands in the message. */
const firstDay = 0x21;

/** One file as a zip archive. */
export async function zipped(name: string, content: Uint8Array): Promise<Buffer> {
  const packed = await pack(content);
  const title = Buffer.from(name);
  const what = Buffer.alloc(26);
  what.writeUInt16LE(neededVersion, 0);
  what.writeUInt16LE(utf8Names, 2);
  what.writeUInt16LE(deflated, 4);
  what.writeUInt16LE(firstDay, 8);
  what.writeUInt32LE(crc32(content), 10);
  what.writeUInt32LE(packed.length, 14);
  what.writeUInt32LE(content.length, 18);
  what.writeUInt16LE(title.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), what, title, packed]);

  const version = Buffer.alloc(2);
  version.writeUInt16LE(neededVersion);
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), version, what, Buffer.alloc(14), title]);

  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}
