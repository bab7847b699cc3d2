using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Tables;

/// <summary>The columns of a resource and how an object fills them.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Cells">
/// The cells of one object, as many as there are columns. Not a <see cref="JsonArray"/>: adding plain texts to one is not safe to trim.
/// </param>
internal sealed record TableDefinition(ImmutableArray<TableColumn> Columns, Func<JsonObject, DateTimeOffset, JsonNode?[]> Cells)
{
    public static TableColumn NameColumn { get; } = new("Name", Format: "name");

    public static TableColumn AgeColumn { get; } = new("Age");
}
