namespace KubeEdge.MetaStore.Importing;

/// <summary>A row of the original's <c>meta</c> or <c>meta_v2</c>.</summary>
/// <param name="Key">Its primary key.</param>
/// <param name="Type">The type token; empty in <c>meta_v2</c>, whose key names the resource.</param>
/// <param name="Value">The stored text, normally JSON.</param>
internal readonly record struct OriginalRow(string Key, string Type, ReadOnlyMemory<byte> Value);
