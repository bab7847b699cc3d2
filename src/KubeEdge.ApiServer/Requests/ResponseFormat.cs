namespace KubeEdge.ApiServer.Requests;

/// <summary>What the <c>Accept</c> header settled.</summary>
/// <param name="Form">How objects are shown.</param>
/// <param name="MetaVersion">Version of <c>meta.k8s.io</c> for tables and metadata: <c>v1</c> or <c>v1beta1</c>.</param>
/// <param name="IncludeObject">What table rows carry besides their cells.</param>
internal sealed record ResponseFormat(ResponseForm Form, string MetaVersion = "v1", IncludeObject IncludeObject = IncludeObject.Metadata)
{
    public static ResponseFormat Plain { get; } = new(ResponseForm.Object);

    public string MetaApiVersion => $"meta.k8s.io/{MetaVersion}";
}
