namespace KubeEdge.StateCheck;

/// <summary>One object as far as equality goes.</summary>
/// <param name="Key">Resource, namespace and name.</param>
/// <param name="Uid">Tells an object from its successor of the same name.</param>
/// <param name="Version">The cloud's resourceVersion.</param>
/// <param name="Hash">SHA-256 of the object's JSON with members in order.</param>
internal readonly record struct StateLine(string Key, string Uid, string Version, string Hash)
{
    public override string ToString() => $"{Key} uid={Uid} version={Version} sha256={Hash}";
}
