/**
 * Sent with every answer. Everything the page needs comes from here, and no text of a cluster can become a script.
 * @param ancestors origins that may frame the page; nobody if empty
 */
export function securityHeaders(ancestors: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors ${ancestors.length > 0 ? ancestors.join(' ') : "'none'"}`,
      // Vue's runtime makes one policy of this name, for the templates it compiled itself.
      "require-trusted-types-for 'script'",
      'trusted-types vue',
    ].join('; '),
    'x-content-type-options': 'nosniff',
    // It knows no list of origins, and the policy above outranks it where both are known.
    ...(ancestors.length > 0 ? {} : { 'x-frame-options': 'DENY' }),
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=()',
  }
}
