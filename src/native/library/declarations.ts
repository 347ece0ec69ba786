/**
 * Every C function that Sluice calls, declared once: result first, then arguments.
 * Not here: libvips' operations, which are introspected and never declared (native/operation/call).
 * Read next: native/library/library, which binds this table; test/native/library/declarations.test.ts compares it with the C headers.
 */

/** An address in native memory. */
export type Pointer = bigint;

/** The JavaScript type of each C type in the table. `gtype` and `size` are 64-bit and stay exact as numbers. */
interface CTypes {
  void: undefined;
  int: number;
  uint: number;
  double: number;
  int64: number | bigint;
  uint64: number | bigint;
  size: number;
  gtype: number;
  text: string | null;
  pointer: Pointer | null;
}
export type CType = keyof CTypes;

/** An argument may also be the memory of a typed array, where C expects a pointer. */
type CArgument<T extends CType> = T extends "pointer" ? Pointer | null | ArrayBufferView : CTypes[T];

type Declaration = readonly [result: CType, ...parameters: CType[]];

export type BoundFunctions<Table extends Record<string, Declaration>> = {
  readonly [Name in keyof Table]: Table[Name] extends readonly [infer R extends CType, ...infer P extends CType[]]
    ? (...args: { [I in keyof P]: CArgument<P[I]> }) => CTypes[R]
    : never;
};

export const declarations = {
  // GLib and GObject
  g_malloc: ["pointer", "size"],
  g_free: ["void", "pointer"],
  g_object_ref: ["pointer", "pointer"],
  g_object_unref: ["void", "pointer"],
  g_object_set_property: ["void", "pointer", "text", "pointer"],
  g_object_get_property: ["void", "pointer", "text", "pointer"],
  g_type_from_name: ["gtype", "text"],
  g_type_name: ["text", "gtype"],
  g_type_fundamental: ["gtype", "gtype"],
  g_type_children: ["pointer", "gtype", "pointer"],
  g_type_class_ref: ["pointer", "gtype"],
  g_type_test_flags: ["int", "gtype", "uint"],
  g_param_spec_get_blurb: ["text", "pointer"],
  g_param_value_validate: ["int", "pointer", "pointer"],
  g_strfreev: ["void", "pointer"],
  g_option_group_new: ["pointer", "text", "text", "text", "pointer", "pointer"],
  g_option_context_new: ["pointer", "text"],
  g_option_context_set_main_group: ["void", "pointer", "pointer"],
  g_option_context_parse: ["int", "pointer", "pointer", "pointer", "pointer"],
  g_option_context_free: ["void", "pointer"],
  g_value_init: ["pointer", "pointer", "gtype"],
  g_value_unset: ["void", "pointer"],
  g_value_set_boolean: ["void", "pointer", "int"],
  g_value_get_boolean: ["int", "pointer"],
  g_value_set_int: ["void", "pointer", "int"],
  g_value_get_int: ["int", "pointer"],
  g_value_set_uint64: ["void", "pointer", "uint64"],
  g_value_get_uint64: ["uint64", "pointer"],
  g_value_set_double: ["void", "pointer", "double"],
  g_value_get_double: ["double", "pointer"],
  g_value_set_string: ["void", "pointer", "text"],
  g_value_get_string: ["text", "pointer"],
  g_value_set_enum: ["void", "pointer", "int"],
  g_value_get_enum: ["int", "pointer"],
  g_value_set_flags: ["void", "pointer", "uint"],
  g_value_get_flags: ["uint", "pointer"],
  g_value_set_object: ["void", "pointer", "pointer"],
  g_value_get_object: ["pointer", "pointer"],

  // libvips: the library itself
  vips_add_option_entries: ["void", "pointer"],
  vips_init: ["int", "text"],
  vips_version: ["int", "int"],
  vips_error_buffer_copy: ["pointer"],
  vips_cache_set_max: ["void", "int"],
  vips_concurrency_get: ["int"],
  vips_concurrency_set: ["void", "int"],
  vips_tracked_get_mem: ["size"],
  vips_tracked_get_mem_highwater: ["size"],
  vips_tracked_get_allocs: ["int"],

  // libvips: objects and operations
  vips_operation_new: ["pointer", "text"],
  vips_operation_get_flags: ["int", "pointer"],
  vips_cache_operation_build: ["pointer", "pointer"],
  vips_object_get_args: ["int", "pointer", "pointer", "pointer", "pointer"],
  vips_object_get_argument: ["int", "pointer", "text", "pointer", "pointer", "pointer"],
  vips_object_get_description: ["text", "pointer"],
  vips_object_unref_outputs: ["void", "pointer"],
  vips_nickname_find: ["text", "gtype"],
  vips_type_find: ["gtype", "text", "text"],
  vips_interpolate_new: ["pointer", "text"],

  // libvips: values
  vips_value_set_array_double: ["void", "pointer", "pointer", "int"],
  vips_value_get_array_double: ["pointer", "pointer", "pointer"],
  vips_value_set_array_int: ["void", "pointer", "pointer", "int"],
  vips_value_get_array_int: ["pointer", "pointer", "pointer"],
  vips_value_set_array_image: ["void", "pointer", "int"],
  vips_value_get_array_image: ["pointer", "pointer", "pointer"],
  vips_value_set_ref_string: ["void", "pointer", "text"],
  vips_value_get_ref_string: ["text", "pointer", "pointer"],
  vips_value_get_blob: ["pointer", "pointer", "pointer"],
  vips_blob_new: ["pointer", "pointer", "pointer", "size"],
  vips_blob_copy: ["pointer", "pointer", "size"],
  vips_area_unref: ["void", "pointer"],
  g_value_set_boxed: ["void", "pointer", "pointer"],

  // libvips: images
  vips_image_get_width: ["int", "pointer"],
  vips_image_get_height: ["int", "pointer"],
  vips_image_get_bands: ["int", "pointer"],
  vips_image_get_format: ["int", "pointer"],
  vips_image_get_interpretation: ["int", "pointer"],
  vips_image_get_coding: ["int", "pointer"],
  vips_image_init_fields: ["void", "pointer", "int", "int", "int", "int", "int", "int", "double", "double"],
  vips_image_get_n_pages: ["int", "pointer"],
  vips_image_get_page_height: ["int", "pointer"],
  vips_image_get_orientation: ["int", "pointer"],
  vips_image_hasalpha: ["int", "pointer"],
  vips_image_get_fields: ["pointer", "pointer"],
  vips_image_get_typeof: ["gtype", "pointer", "text"],
  vips_image_get_as_string: ["int", "pointer", "text", "pointer"],
  vips_image_get_int: ["int", "pointer", "text", "pointer"],
  vips_image_get_blob: ["int", "pointer", "text", "pointer", "pointer"],
  vips_image_set_int: ["void", "pointer", "text", "int"],
  vips_image_set_double: ["void", "pointer", "text", "double"],
  vips_image_set_string: ["void", "pointer", "text", "text"],
  vips_image_set_blob_copy: ["void", "pointer", "text", "pointer", "size"],
  vips_image_set_array_int: ["void", "pointer", "text", "pointer", "int"],
  vips_image_get: ["int", "pointer", "text", "pointer"],
  vips_image_set: ["void", "pointer", "text", "pointer"],
  vips_image_remove: ["int", "pointer", "text"],
  vips_image_copy_memory: ["pointer", "pointer"],
  vips_image_write_to_memory: ["pointer", "pointer", "pointer"],
  vips_image_get_data: ["pointer", "pointer"],
  vips_image_new_from_memory: ["pointer", "pointer", "size", "int", "int", "int", "int"],
  vips_image_new_from_memory_copy: ["pointer", "pointer", "size", "int", "int", "int", "int"],
  vips_image_set_kill: ["void", "pointer", "int"],
  vips_image_set_progress: ["void", "pointer", "int"],

  // libvips: pixels strip by strip. Callbacks are registered in a thread of their own (native/thread/callback-worker).
  vips_image_new: ["pointer"],
  vips_image_pipeline_array: ["int", "pointer", "int", "pointer"],
  vips_image_generate: ["int", "pointer", "pointer", "pointer", "pointer", "pointer", "pointer"],
  vips_sink_disc: ["int", "pointer", "pointer", "pointer"],

  // libvips: foreign
  vips_foreign_find_load_source: ["text", "pointer"],
  vips_foreign_find_save_target: ["text", "text"],
  vips_source_new_from_file: ["pointer", "text"],
  vips_source_new_from_descriptor: ["pointer", "int"],
  vips_source_new_from_memory: ["pointer", "pointer", "size"],
  vips_source_new_from_blob: ["pointer", "pointer"],
  vips_target_new_to_memory: ["pointer"],
  vips_target_new_to_descriptor: ["pointer", "int"],
  vips_target_new_to_file: ["pointer", "text"],
} as const satisfies Record<string, Declaration>;

/** Functions of the C library that only some platforms have; undefined where they are missing. */
export const optionalDeclarations = {
  mallopt: ["int", "int", "int"],
  malloc_trim: ["int", "size"],
  _exit: ["void", "int"],
  socketpair: ["int", "int", "int", "int", "pointer"],
  shutdown: ["int", "int", "int"],
  mmap: ["pointer", "pointer", "size", "int", "int", "int", "int64"],
  madvise: ["int", "pointer", "size", "int"],
} as const satisfies Record<string, Declaration>;

export type NativeFunctions = BoundFunctions<typeof declarations> &
  Partial<BoundFunctions<typeof optionalDeclarations>>;
export type NativeName = keyof NativeFunctions;
