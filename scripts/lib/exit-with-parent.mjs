// Preloaded into the servers that `npm start` runs: when their parent is gone, however it went, they end too.
if (process.channel) {
  process.channel.unref()
  process.on('disconnect', () => process.exit(0))
}
