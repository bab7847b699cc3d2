using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>The table of a custom resource.</summary>
internal static class CustomTable
{
    /// <summary>Null: its definition asks for no columns.</summary>
    public static TableDefinition? Of(CustomResource custom) => custom.Columns.IsEmpty
        ? null
        : new TableDefinition(
            [TableDefinition.NameColumn, .. custom.Columns.Select(column => column.Column)],
            (value, now) => [ObjectMeta.Name(value), .. custom.Columns.Select(column => column.Cell(value, now))]);
}
