// @ts-check
// The files that somebody drops: also those in folders, with the folders in their names.

/** @type {(dropped: DataTransfer) => Promise<{ name: string, file: File }[]>} */
export async function everyFile(dropped) {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) {
    return [...dropped.files].map((file) => ({ name: file.name, file }));
  }
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry, "") : [])));
  return found.flat();
}

/** @type {(entry: FileSystemEntry, above: string) => Promise<{ name: string, file: File }[]>} */
async function filesIn(entry, above) {
  const name = above + entry.name;
  if (entry.isFile) {
    const one = /** @type {FileSystemFileEntry} */ (entry);
    return [{ name, file: await new Promise((done, failed) => one.file(done, failed)) }];
  }
  const inside = await everyEntry(/** @type {FileSystemDirectoryEntry} */ (entry).createReader());
  const found = await Promise.all(inside.map((one) => filesIn(one, `${name}/`)));
  return found.flat();
}

// A browser gives a hundred at a time.
/** @type {(reader: FileSystemDirectoryReader) => Promise<FileSystemEntry[]>} */
async function everyEntry(reader) {
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return all;
    all.push(...some);
  }
}
