using Google.Protobuf;

namespace KubeEdge.Dmi.Tests.Fakes;

/// <summary>A call that a mapper got.</summary>
internal sealed record MapperCall(string Method, IMessage Request)
{
    public override string ToString() => $"{Method} {Request}";
}
