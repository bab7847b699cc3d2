using System.Text;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Log;

/// <summary>Makes keys of the UTF-8 in the tables; neighbouring rows share their strings.</summary>
internal sealed class KeyReader
{
    private byte[] _type = [];
    private byte[] _namespace = [];
    private string _group = string.Empty;
    private string _resource = string.Empty;
    private string? _namespaceText;

    public ResourceKey Read(ReadOnlySpan<byte> type, ReadOnlySpan<byte> @namespace, ReadOnlySpan<byte> name)
    {
        if (!type.SequenceEqual(_type))
        {
            _type = type.ToArray();
            var dot = type.IndexOf((byte)'.');
            _resource = Encoding.UTF8.GetString(dot < 0 ? type : type[..dot]);
            _group = dot < 0 ? string.Empty : Encoding.UTF8.GetString(type[(dot + 1)..]);
        }

        if (!@namespace.SequenceEqual(_namespace))
        {
            _namespace = @namespace.ToArray();
            _namespaceText = @namespace.IsEmpty ? null : Encoding.UTF8.GetString(@namespace);
        }

        return new ResourceKey(_group, _resource, _namespaceText, Encoding.UTF8.GetString(name));
    }
}
