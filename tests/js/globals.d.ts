// The one name of ours on the page's globals: see core/widgets/shared/door.js.
declare global {
  var calculusWidgets:
    | {
        waiting: (() => void)[];
        modules?: Record<string, unknown>;
        show?: (name: string, component: import("../../core/widgets/shared/widget.js").Component) => () => void;
      }
    | undefined;
}
export {};
