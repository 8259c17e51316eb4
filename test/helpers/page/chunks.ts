/** The files that the built package loads by itself, by their names without the build in it. */
export const withoutBuild = (address: string): string => address.replace(/-[\da-f]{8}\.js$/, '.js');

/** Whether this page has loaded `voice-live-agent-<role>-<build>.js`. */
export const hasLoaded = (role: string): boolean =>
  performance
    .getEntriesByType('resource')
    .some(({ name }) => withoutBuild(name).endsWith(`/voice-live-agent-${role}.js`));
