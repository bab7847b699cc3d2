namespace KubeEdge.Controllers.Upstream;

/// <summary>
/// What the original sends in the place of an object when the API refused a write: the zero value of the type. Its edges decode it without
/// looking whether it is there.
/// </summary>
internal static class EmptyObjects
{
    public static ReadOnlySpan<byte> Of(UpstreamRequest request) => request.Path.Type switch
    {
        "node" or "nodepatch" =>
            "{\"metadata\":{\"creationTimestamp\":null},\"spec\":{},\"status\":{\"daemonEndpoints\":{\"kubeletEndpoint\":{\"Port\":0}},"u8
            + "\"nodeInfo\":{\"machineID\":\"\",\"systemUUID\":\"\",\"bootID\":\"\",\"kernelVersion\":\"\",\"osImage\":\"\","u8
            + "\"containerRuntimeVersion\":\"\",\"kubeletVersion\":\"\",\"kubeProxyVersion\":\"\","u8
            + "\"operatingSystem\":\"\",\"architecture\":\"\"}}}"u8,
        "pod" or "podpatch" => """{"metadata":{"creationTimestamp":null},"spec":{"containers":null},"status":{}}"""u8,
        "certificatesigningrequest" =>
            """{"metadata":{"creationTimestamp":null},"spec":{"request":null,"signerName":""},"status":{}}"""u8,
        _ => """{"metadata":{"creationTimestamp":null},"spec":{}}"""u8,
    };
}
