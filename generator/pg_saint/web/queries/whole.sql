select v.* from {view} v;
