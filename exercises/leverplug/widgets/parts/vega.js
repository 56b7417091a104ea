// One Vega for the whole page: the book's own, else the one that Python sends when asked.

const PATIENCE = 60000; // milliseconds; making the bundle takes Python some seconds

export async function loadEmbed(model) {
  const shared = await globalThis.__livepages?.vega?.();
  if (shared?.vegaEmbed) return shared.vegaEmbed;
  globalThis.__leverplugEmbed ??= ask(model).catch((error) => {
    globalThis.__leverplugEmbed = undefined;
    throw error;
  });
  return globalThis.__leverplugEmbed;
}

function ask(model) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(reject, new Error("Python did not send what draws the chart; run the cell again.")), PATIENCE);
    const heard = (content, buffers) => {
      if (content?.type === "no-vega") finish(reject, new Error(content.message));
      if (content?.type === "vega") finish(resolve, imported(buffers[0]));
    };
    const finish = (settle, value) => {
      clearTimeout(timer);
      model.off("msg:custom", heard);
      settle(value);
    };
    model.on("msg:custom", heard);
    model.send({ type: "need-vega" });
  });
}

async function imported(bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return (await import(url)).vegaEmbed;
  } finally {
    URL.revokeObjectURL(url);
  }
}
