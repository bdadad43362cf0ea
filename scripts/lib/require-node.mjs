const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24

if (!supported) {
  process.stderr.write(
    `This project needs Node 20.19 or later in its line (20.19+, 22.12+, or 24 and newer); this is Node ${process.versions.node}.\n` +
      'Install a newer Node, or run the same command on one for this call only:\n' +
      '  npx --yes -p node@24 -c "npm start"\n',
  )
  process.exit(1)
}
