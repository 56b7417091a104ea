/**
 * Compiled extension modules: compiled by the browser while Python boots, and
 * handed to the dynamic linker in place of files.
 */
export function compileAll(libraries, at) {
  return Promise.all(libraries.map(async ({ path, file }) => ({ path, module: await compile(at(file)) })));
}

async function compile(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} was not found (${response.status}).`);
  if (response.headers.get("content-type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Link each module, and leave an empty file where Python looks for it. */
export async function install(libraries, pyodide) {
  const { FS, _module: linker } = pyodide;
  for (const { path, module } of libraries) {
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, "");
    linker.preloadedWasm[path] = await linker.loadWebAssemblyModule(
      module, { loadAsync: true, nodelete: true }, path, {},
    );
  }
}
