namespace KubeEdge.Beehive.Tests.Json;

internal sealed record Texts(string Text, string? Other = null)
{
    /// <summary>How often the serialiser asked; a message passes it on once.</summary>
    public int Reads { get; private set; }

    public int Touch => ++Reads;
}
