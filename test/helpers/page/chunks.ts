/** The address of a file of the built package without the id of the build, so that a test can name the file. */
export const withoutBuild = (address: string): string => address.replace(/-[\da-f]{8}\.js$/, '.js');

/** Whether this page has loaded `voice-live-agent-<role>-<build>.js`. */
export const hasLoaded = (role: string): boolean =>
  performance
    .getEntriesByType('resource')
    .some(({ name }) => withoutBuild(name).endsWith(`/voice-live-agent-${role}.js`));
