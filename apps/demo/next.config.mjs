/** @type {import('next').NextConfig} */
const config = {
  devIndicators: false,
  poweredByHeader: false,
}

export default config
