import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Where `npm start` listens; the dev server passes everything that is not the page on to it. */
const server = process.env['CUTAWAY_SERVER'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: import.meta.dirname,
  // relative, so that the page works below any path (kubectl proxy, an Ingress prefix)
  base: './',
  plugins: [vue()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // the Content-Security-Policy allows neither inline scripts nor data: URLs
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    proxy: {
      '/socket.io': { target: server, ws: true },
      '/access': server,
      '/session': server,
      '/snapshot': server,
      '/recording': server,
      '/catalogue': server,
      '/steps': server,
    },
  },
})
