namespace KubeEdge.MetaManager.Tests.Tokens;

/// <summary>Token requests, and the API's answers to them.</summary>
internal static class TokenAnswers
{
    public const string Robot = "default/serviceaccounttoken/robot";

    /// <summary>What the original's kubelet asks for a pod; the audience is for the API to fill in.</summary>
    public static string Request(string uid = "uid-p", long seconds = 3607) =>
        $$$"""{"metadata":{"creationTimestamp":null},"spec":{"audiences":null,"expirationSeconds":{{{seconds}}},"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p","uid":"{{{uid}}}"}},"status":{"token":"","expirationTimestamp":null}}""";

    public static string Json(string token, DateTimeOffset expires, long seconds = 3607, string uid = "uid-p") =>
        $$$"""{"kind":"TokenRequest","apiVersion":"authentication.k8s.io/v1","metadata":{"name":"robot","namespace":"default"},"spec":{"audiences":["https://kubernetes.default.svc.cluster.local"],"expirationSeconds":{{{seconds}}},"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p","uid":"{{{uid}}}"}},"status":{"token":"{{{token}}}","expirationTimestamp":"{{{expires.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}}"}}""";
}
