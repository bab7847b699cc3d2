namespace KubeEdge.MetaManager.Tests.Prefetch;

/// <summary>Pods that need things.</summary>
internal static class Pods
{
    /// <summary>The kind of projection that every pod with an account has.</summary>
    public const string TokenSource = """{"serviceAccountToken":{"path":"token","expirationSeconds":3607}}""";

    public static string Json(string name, string spec, string? uid = null, int version = 1) =>
        $$$"""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"{{{name}}}","namespace":"default","uid":"{{{uid ?? "uid-" + name}}}","resourceVersion":"{{{version}}}"},"spec":{{{spec}}}}""";

    public static string NamingConfigMap(string name, string configMap) =>
        Json(name, $$$"""{"volumes":[{"configMap":{"name":"{{{configMap}}}"}}]}""");

    public static string WithToken(string name) =>
        Json(name, $$$"""{"serviceAccountName":"robot","volumes":[{"projected":{"sources":[{{{TokenSource}}}]}}]}""");
}
