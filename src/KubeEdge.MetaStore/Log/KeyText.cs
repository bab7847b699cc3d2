using System.Text;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Log;

/// <summary>A key as the UTF-8 that stands in the tables. Reused from row to row; one thread at a time.</summary>
internal sealed class KeyText
{
    private byte[] _buffer = new byte[512];
    private int _typeEnd;
    private int _namespaceEnd;
    private int _nameEnd;
    private string? _group;
    private string? _resource;
    private string? _namespace;

    /// <summary><c>configmaps</c> or <c>leases.coordination.k8s.io</c>.</summary>
    public ReadOnlySpan<byte> Type => _buffer.AsSpan(0, _typeEnd);

    /// <summary>Empty for cluster-scoped objects.</summary>
    public ReadOnlySpan<byte> Namespace => _buffer.AsSpan(_typeEnd, _namespaceEnd - _typeEnd);

    public ReadOnlySpan<byte> Name => _buffer.AsSpan(_namespaceEnd, _nameEnd - _namespaceEnd);

    /// <summary>Changes whenever type or namespace do, which from object to object is seldom.</summary>
    public int Prefix { get; private set; }

    public void Set(in ResourceKey key)
    {
        Set(key.Group, key.Resource, key.Namespace);
        _nameEnd = Append(_namespaceEnd, key.Name);
    }

    /// <summary>Sets all but the name.</summary>
    public void Set(string group, string resource, string? @namespace)
    {
        if (Prefix > 0 && resource == _resource && @namespace == _namespace && group == _group)
        {
            _nameEnd = _namespaceEnd;
            return;
        }

        (_group, _resource, _namespace) = (group, resource, @namespace);
        Prefix++;
        _typeEnd = Append(0, resource);
        if (!string.IsNullOrEmpty(group))
        {
            _typeEnd = Append(Append(_typeEnd, "."), group);
        }

        _namespaceEnd = Append(_typeEnd, @namespace ?? string.Empty);
        _nameEnd = _namespaceEnd;
    }

    private int Append(int at, string text)
    {
        var room = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_buffer.Length - at < room)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, at + room));
        }

        return at + Encoding.UTF8.GetBytes(text, _buffer.AsSpan(at));
    }
}
