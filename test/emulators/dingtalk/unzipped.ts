import { crc32, inflateRawSync } from 'node:zlib';

/** The files in a zip archive as a program finds them, by the directory at its end; throws when it is damaged. */
export function unzipped(archive: Buffer): Readonly<Record<string, string>> {
  const end = archive.lastIndexOf('PK\x05\x06');
  if (end < 0) throw new Error('no end of a zip');
  const files: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error('no entry of a zip');
    const [crc, packedBytes, bytes] = [16, 20, 24].map((offset) => archive.readUInt32LE(at + offset));
    const [nameBytes = 0, extraBytes = 0, noteBytes = 0] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    );
    const local = archive.readUInt32LE(at + 42);
    if (archive.readUInt32LE(local) !== 0x04034b50) throw new Error('no file of a zip');
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(from, from + (packedBytes ?? 0)));
    if (content.length !== bytes || crc32(content) !== crc) throw new Error('a damaged file of a zip');
    files[archive.subarray(at + 46, at + 46 + nameBytes).toString()] = content.toString();
    at += 46 + nameBytes + extraBytes + noteBytes;
  }
  return files;
}
