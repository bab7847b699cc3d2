namespace KubeEdge.Viaduct.Tests.Links;

/// <summary>A content whose reading fails, as a user's may.</summary>
public sealed class Thrower
{
    private readonly string _reason = "no value today";

    public string Value => throw new InvalidOperationException(_reason);
}
