namespace KubeEdge.ApiServer.Tables;

/// <summary>One column of a printed table.</summary>
/// <param name="Name">Heading; kubectl prints it in capitals.</param>
/// <param name="Type"><c>string</c> or <c>integer</c>.</param>
/// <param name="Priority">0: always shown; above: with <c>-o wide</c>.</param>
/// <param name="Format"><c>name</c> for the object's name.</param>
internal sealed record TableColumn(string Name, string Type = "string", int Priority = 0, string Format = "");
